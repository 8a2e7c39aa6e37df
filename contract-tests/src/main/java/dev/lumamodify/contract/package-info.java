/** Checks clients of the Luma Modify API. */
@NullMarked
package dev.lumamodify.contract;

import org.jspecify.annotations.NullMarked;
