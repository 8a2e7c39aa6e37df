/** Writes results as a Markdown table and as SVG line charts. */
@NullMarked
package dev.lumamodify.benchmark.report;

import org.jspecify.annotations.NullMarked;
