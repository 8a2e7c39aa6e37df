/** Runs the suite on this project's mock server and clients, and on servers and clients with faults. */
@NullMarked
package dev.lumamodify.contract;

import org.jspecify.annotations.NullMarked;
