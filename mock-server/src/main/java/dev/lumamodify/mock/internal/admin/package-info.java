/** Serves the admin API under {@code /__mock}. */
@NullMarked
package dev.lumamodify.mock.internal.admin;

import org.jspecify.annotations.NullMarked;
