/** Handles requests to the API: validation, preferences, faults and the request journal. */
@NullMarked
package dev.lumamodify.mock.internal.http;

import org.jspecify.annotations.NullMarked;
