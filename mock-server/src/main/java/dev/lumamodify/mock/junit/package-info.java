/** The JUnit extension of the mock server. */
@NullMarked
package dev.lumamodify.mock.junit;

import org.jspecify.annotations.NullMarked;
