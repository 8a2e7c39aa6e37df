/** The contract suite: reads the OpenAPI document on its own, and holds servers and clients to it. */
@NullMarked
package dev.lumamodify.contract;

import org.jspecify.annotations.NullMarked;
