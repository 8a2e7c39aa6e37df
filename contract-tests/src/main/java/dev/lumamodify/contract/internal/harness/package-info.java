/** Requests, responses, results and the failures that checks report. */
@NullMarked
package dev.lumamodify.contract.internal.harness;

import org.jspecify.annotations.NullMarked;
