package dev.lumamodify.client.examples;

import dev.lumamodify.client.ApiException;
import dev.lumamodify.client.LumaModify;
import dev.lumamodify.client.micrometer.MicrometerObserver;
import io.micrometer.observation.ObservationRegistry;

final class Configuration {
    private Configuration() {}

    static LumaModify observedClient(ObservationRegistry registry) {
        return LumaModify.builder()
                .fromEnv()
                .observer(MicrometerObserver.of(registry))
                .build();
    }

    static String remedy(ApiException e) {
        return switch (e.code().constant()) {
            case INSUFFICIENT_CREDITS -> "buy credits";
            case RATE_LIMITED, UNDER_MAINTENANCE -> "call again later";
            default -> "report the request " + e.requestId().orElse("without an id");
        };
    }
}
