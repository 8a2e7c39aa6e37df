/** Sends HTTP requests at the highest rate that a server can handle and records their latencies. */
@NullMarked
package dev.lumamodify.benchmark.load;

import org.jspecify.annotations.NullMarked;
