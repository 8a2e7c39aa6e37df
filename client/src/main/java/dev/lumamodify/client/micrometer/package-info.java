/** An adapter of the client to Micrometer, which is an optional dependency. */
@NullMarked
package dev.lumamodify.client.micrometer;

import org.jspecify.annotations.NullMarked;
