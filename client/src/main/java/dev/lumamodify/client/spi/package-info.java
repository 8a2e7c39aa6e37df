/** The scheduler of a client, which an application can implement to control its time and its timer. */
@NullMarked
package dev.lumamodify.client.spi;

import org.jspecify.annotations.NullMarked;
