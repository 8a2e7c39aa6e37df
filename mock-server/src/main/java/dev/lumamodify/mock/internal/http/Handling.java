package dev.lumamodify.mock.internal.http;

/** What the server does with unknown preferences. */
enum Handling {
    LENIENT,
    STRICT
}
