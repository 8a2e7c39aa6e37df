/** The mock server as a target for the suite, behind a proxy that can add a fault. */
@NullMarked
package dev.lumamodify.contract.mock;

import org.jspecify.annotations.NullMarked;
