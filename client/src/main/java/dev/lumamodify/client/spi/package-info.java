/** What an application can implement: a scheduler, a rate limiter, a store of submissions, and an observer of the operations. */
@NullMarked
package dev.lumamodify.client.spi;

import org.jspecify.annotations.NullMarked;
