/** A client for kie.ai's Luma Modify video API. Start at {@link dev.lumamodify.client.LumaModify}. */
@NullMarked
package dev.lumamodify.client;

import org.jspecify.annotations.NullMarked;
