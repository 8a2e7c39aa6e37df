/**
 * Reads the OpenAPI document and validates values against its schemas, independently of the client and the mock server.
 */
@NullMarked
package dev.lumamodify.contract.internal.spec;

import org.jspecify.annotations.NullMarked;
