/** Serves the live page, its event stream and the API documentation. */
@NullMarked
package dev.lumamodify.mock.internal.ui;

import org.jspecify.annotations.NullMarked;
