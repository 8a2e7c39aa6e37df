/** Clients with one fault each, and the check that must find it. */
@NullMarked
package dev.lumamodify.contract.faults.client;

import org.jspecify.annotations.NullMarked;
