/**
 * A client for the Luma Modify video API. Start at {@link dev.lumamodify.client.LumaModify}.
 *
 * <p>The records in {@link dev.lumamodify.client.model} are generated from the OpenAPI document.
 */
@NullMarked
package dev.lumamodify.client;

import org.jspecify.annotations.NullMarked;
