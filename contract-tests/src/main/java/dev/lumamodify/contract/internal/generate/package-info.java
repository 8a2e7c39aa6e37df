/** Generates valid and invalid values from schemas. */
@NullMarked
package dev.lumamodify.contract.internal.generate;

import org.jspecify.annotations.NullMarked;
