/** Starts the mock server for JUnit tests. */
@NullMarked
package dev.lumamodify.mock.junit;

import org.jspecify.annotations.NullMarked;
