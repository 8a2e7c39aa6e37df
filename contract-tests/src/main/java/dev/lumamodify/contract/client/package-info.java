/** The interfaces that connect a client to the checks. */
@NullMarked
package dev.lumamodify.contract.client;

import org.jspecify.annotations.NullMarked;
