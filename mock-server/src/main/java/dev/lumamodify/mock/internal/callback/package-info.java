/** Builds, signs and sends callbacks, and retries those that fail. */
@NullMarked
package dev.lumamodify.mock.internal.callback;

import org.jspecify.annotations.NullMarked;
