/** The command line. */
@NullMarked
package dev.lumamodify.mock.internal.cli;

import org.jspecify.annotations.NullMarked;
