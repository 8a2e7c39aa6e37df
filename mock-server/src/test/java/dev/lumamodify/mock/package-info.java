@NullMarked
package dev.lumamodify.mock;

import org.jspecify.annotations.NullMarked;
