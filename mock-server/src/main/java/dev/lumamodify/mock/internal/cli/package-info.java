/** Parses the command line and starts the server. */
@NullMarked
package dev.lumamodify.mock.internal.cli;

import org.jspecify.annotations.NullMarked;
