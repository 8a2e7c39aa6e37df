/** Interfaces that an application can implement to change how the client works. */
@NullMarked
package dev.lumamodify.client.spi;

import org.jspecify.annotations.NullMarked;
