/** Holds tasks, accounts, limits, settings and the clock that drives them. */
@NullMarked
package dev.lumamodify.mock.internal.state;

import org.jspecify.annotations.NullMarked;
