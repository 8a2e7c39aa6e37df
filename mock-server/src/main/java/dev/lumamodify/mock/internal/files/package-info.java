/** Serves result files and validates the videos that requests name. */
@NullMarked
package dev.lumamodify.mock.internal.files;

import org.jspecify.annotations.NullMarked;
