/** Starts and stops the HTTP server and connects its parts. */
@NullMarked
package dev.lumamodify.mock.internal.server;

import org.jspecify.annotations.NullMarked;
