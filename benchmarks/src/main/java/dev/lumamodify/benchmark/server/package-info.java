/** Measures the mock server against the baseline servers. */
@NullMarked
package dev.lumamodify.benchmark.server;

import org.jspecify.annotations.NullMarked;
