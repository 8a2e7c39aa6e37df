/** Measures the project beside what the machine can do at all. */
@NullMarked
package dev.lumamodify.benchmark;

import org.jspecify.annotations.NullMarked;
