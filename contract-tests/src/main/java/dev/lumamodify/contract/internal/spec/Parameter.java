package dev.lumamodify.contract.internal.spec;

/**
 * A query parameter or header.
 *
 * @param in {@code query} or {@code header}
 */
public record Parameter(String name, String in, boolean required, Schema schema) {}
