/** Holds tasks, accounts, limits, settings and the clock that schedules events. */
@NullMarked
package dev.lumamodify.mock.internal.state;

import org.jspecify.annotations.NullMarked;
