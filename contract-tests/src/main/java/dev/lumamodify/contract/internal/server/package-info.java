/** Runs checks against a server. */
@NullMarked
package dev.lumamodify.contract.internal.server;

import org.jspecify.annotations.NullMarked;
