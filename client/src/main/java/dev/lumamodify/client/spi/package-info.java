/** What an application can implement: a scheduler to control the time and the timer, and an observer of the operations. */
@NullMarked
package dev.lumamodify.client.spi;

import org.jspecify.annotations.NullMarked;
