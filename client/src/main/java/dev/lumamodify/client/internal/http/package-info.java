/** Sends requests with OkHttp, at most once if they cost credits, and reads response envelopes. */
@NullMarked
package dev.lumamodify.client.internal.http;

import org.jspecify.annotations.NullMarked;
