/** The records of the API, generated from the OpenAPI document. */
@NullMarked
package dev.lumamodify.client.model;

import org.jspecify.annotations.NullMarked;
