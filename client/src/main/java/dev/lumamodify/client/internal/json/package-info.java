/** Reads and writes JSON values and validates fields against the constraints of the document. */
@NullMarked
package dev.lumamodify.client.internal.json;

import org.jspecify.annotations.NullMarked;
