/** Reads the formats of video files. */
@NullMarked
package dev.lumamodify.client.internal.file;

import org.jspecify.annotations.NullMarked;
