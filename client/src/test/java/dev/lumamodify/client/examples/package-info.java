/** The examples of the README, and their tests. */
@NullMarked
package dev.lumamodify.client.examples;

import org.jspecify.annotations.NullMarked;
