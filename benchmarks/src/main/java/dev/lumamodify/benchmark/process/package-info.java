/** Starts the mock server and the baseline servers, each in its own process. */
@NullMarked
package dev.lumamodify.benchmark.process;

import org.jspecify.annotations.NullMarked;
