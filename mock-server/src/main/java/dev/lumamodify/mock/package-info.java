/** A mock server for the Luma Modify API. Start at {@link dev.lumamodify.mock.MockServer}. */
@NullMarked
package dev.lumamodify.mock;

import org.jspecify.annotations.NullMarked;
