/** Plays the provider's service from its OpenAPI document. Start at {@link dev.lumamodify.mock.MockServer}. */
@NullMarked
package dev.lumamodify.mock;

import org.jspecify.annotations.NullMarked;
