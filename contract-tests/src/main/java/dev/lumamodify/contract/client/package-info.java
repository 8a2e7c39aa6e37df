/** Interfaces that connect a client to the client checks. */
@NullMarked
package dev.lumamodify.contract.client;

import org.jspecify.annotations.NullMarked;
