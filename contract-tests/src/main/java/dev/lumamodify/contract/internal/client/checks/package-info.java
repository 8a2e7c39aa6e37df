/** The checks for clients, one class per topic. */
@NullMarked
package dev.lumamodify.contract.internal.client.checks;

import org.jspecify.annotations.NullMarked;
