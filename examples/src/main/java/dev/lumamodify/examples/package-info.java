/** A demo of the client against the mock server. */
@NullMarked
package dev.lumamodify.examples;

import org.jspecify.annotations.NullMarked;
