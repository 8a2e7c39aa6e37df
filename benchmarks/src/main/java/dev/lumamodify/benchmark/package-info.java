/** Runs the benchmarks and writes their results into the README. */
@NullMarked
package dev.lumamodify.benchmark;

import org.jspecify.annotations.NullMarked;
