/** Tests of the code templates. */
@NullMarked
package dev.lumamodify.client.codegen;

import org.jspecify.annotations.NullMarked;
