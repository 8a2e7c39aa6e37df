/** Deadlines, timers, executors and cancellable futures. */
@NullMarked
package dev.lumamodify.client.internal.concurrent;

import org.jspecify.annotations.NullMarked;
