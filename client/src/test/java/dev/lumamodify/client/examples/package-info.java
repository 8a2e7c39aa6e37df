/** Receivers of callbacks, as the README shows them. */
@NullMarked
package dev.lumamodify.client.examples;

import org.jspecify.annotations.NullMarked;
