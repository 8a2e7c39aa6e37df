/** Servers with one fault each, and the check that must find it. */
@NullMarked
package dev.lumamodify.contract.faults.server;

import org.jspecify.annotations.NullMarked;
