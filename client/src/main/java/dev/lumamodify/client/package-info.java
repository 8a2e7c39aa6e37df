/**
 * A client for the Luma Modify video API. Start at {@link dev.lumamodify.client.LumaModify}.
 *
 * <p>The records, {@link dev.lumamodify.client.Code} and {@link dev.lumamodify.client.SuccessFlag} are generated from the OpenAPI
 * document.
 */
@NullMarked
package dev.lumamodify.client;

import org.jspecify.annotations.NullMarked;
