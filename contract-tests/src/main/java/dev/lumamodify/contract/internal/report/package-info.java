/** Writes the results of a run for people and for CI. */
@NullMarked
package dev.lumamodify.contract.internal.report;

import org.jspecify.annotations.NullMarked;
