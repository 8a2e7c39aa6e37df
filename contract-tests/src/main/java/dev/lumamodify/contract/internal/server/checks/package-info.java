/** The checks for servers, one class per topic. */
@NullMarked
package dev.lumamodify.contract.internal.server.checks;

import org.jspecify.annotations.NullMarked;
