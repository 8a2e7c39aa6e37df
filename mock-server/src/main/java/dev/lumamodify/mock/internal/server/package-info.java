/** Creates the components of a server, and starts and stops it. */
@NullMarked
package dev.lumamodify.mock.internal.server;

import org.jspecify.annotations.NullMarked;
