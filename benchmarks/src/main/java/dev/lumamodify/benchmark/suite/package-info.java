/** Measures the duration of the contract suite. */
@NullMarked
package dev.lumamodify.benchmark.suite;

import org.jspecify.annotations.NullMarked;
