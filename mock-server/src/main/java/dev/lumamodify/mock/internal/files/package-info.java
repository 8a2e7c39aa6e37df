/** Serves result files and validates the videos of create requests. */
@NullMarked
package dev.lumamodify.mock.internal.files;

import org.jspecify.annotations.NullMarked;
