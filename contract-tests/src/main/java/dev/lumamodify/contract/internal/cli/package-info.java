/** The command line, which checks a server. */
@NullMarked
package dev.lumamodify.contract.internal.cli;

import org.jspecify.annotations.NullMarked;
