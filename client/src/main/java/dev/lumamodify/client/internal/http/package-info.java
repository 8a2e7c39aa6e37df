/** Sends requests through OkHttp, at most once where they cost credits, and reads response envelopes. */
@NullMarked
package dev.lumamodify.client.internal.http;

import org.jspecify.annotations.NullMarked;
