/** Checks and their results, requests and responses: what the checks of servers and of clients share. */
@NullMarked
package dev.lumamodify.contract.internal.harness;

import org.jspecify.annotations.NullMarked;
