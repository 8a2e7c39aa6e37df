/** Tests of the demo. */
@NullMarked
package dev.lumamodify.examples;

import org.jspecify.annotations.NullMarked;
