/** Reads the OpenAPI document and validates values against its schemas. */
@NullMarked
package dev.lumamodify.mock.internal.spec;

import org.jspecify.annotations.NullMarked;
