/** The Java example of the README. */
@NullMarked
package dev.lumamodify.mock.examples;

import org.jspecify.annotations.NullMarked;
