/** Handles requests to the API: preferences, validation, responses, injected faults and the request journal. */
@NullMarked
package dev.lumamodify.mock.internal.http;

import org.jspecify.annotations.NullMarked;
