/** Measures the Java client against plain OkHttp and other JSON libraries. */
@NullMarked
package dev.lumamodify.benchmark.client;

import org.jspecify.annotations.NullMarked;
