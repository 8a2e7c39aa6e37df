/** Prints and writes the results of a run against a server. */
@NullMarked
package dev.lumamodify.contract.internal.report;

import org.jspecify.annotations.NullMarked;
