/** The command line. */
@NullMarked
package dev.lumamodify.contract.internal.cli;

import org.jspecify.annotations.NullMarked;
