/** The client and the mock server together, to be watched. */
@NullMarked
package dev.lumamodify.examples;

import org.jspecify.annotations.NullMarked;
