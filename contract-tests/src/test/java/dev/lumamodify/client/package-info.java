/** The suite run on the mock, and proofs that it bites. */
@NullMarked
package dev.lumamodify.client;

import org.jspecify.annotations.NullMarked;
