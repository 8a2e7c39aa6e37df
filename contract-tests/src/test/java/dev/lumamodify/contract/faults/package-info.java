/** Reports which check finds which fault. */
@NullMarked
package dev.lumamodify.contract.faults;

import org.jspecify.annotations.NullMarked;
