/** Reads and writes JSON values and checks the constraints of the document. */
@NullMarked
package dev.lumamodify.client.internal.json;

import org.jspecify.annotations.NullMarked;
