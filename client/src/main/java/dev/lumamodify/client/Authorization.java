package dev.lumamodify.client;

import okhttp3.Headers;

/** Knows the API key, and puts it among the headers of a call. OkHttp keeps it out of the text of these. */
final class Authorization {
    private final Headers plain;

    Authorization(String apiKey) {
        this.plain = Headers.of("Authorization", "Bearer " + apiKey);
    }

    /** Returns all that a call sends beside what HTTP needs: the key, and what the caller asks for. */
    Headers headers(CallOptions options) {
        if (options.headers().isEmpty()) {
            return plain;
        }
        Headers.Builder more = plain.newBuilder();
        options.headers().forEach(more::set);
        return more.build();
    }
}
