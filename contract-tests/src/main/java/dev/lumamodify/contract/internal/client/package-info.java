/** Runs checks against a client, with a scripted server and a virtual clock. */
@NullMarked
package dev.lumamodify.contract.internal.client;

import org.jspecify.annotations.NullMarked;
