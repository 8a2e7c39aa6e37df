package dev.lumamodify.mock;

import dev.lumamodify.mock.internal.http.PreferenceType;
import dev.lumamodify.mock.internal.state.Durations;
import dev.lumamodify.mock.internal.state.EnumNames;
import dev.lumamodify.mock.internal.state.Outcome;
import java.time.Duration;

/**
 * How the server responds to the next requests of an operation: see {@link MockServer#enqueue(String, Behavior)}.
 *
 * <pre>{@code
 * server.enqueue("generate", respondWith(455).times(2));
 * server.enqueue("generate", failTask().and(delayResponse(Duration.ofSeconds(1))));
 * }</pre>
 *
 * @param prefer the preferences, as in the header {@code Prefer}
 * @param times the number of requests
 */
public record Behavior(String prefer, int times) {
    /** Responds with a code and the example that the OpenAPI document has for it. Does not execute the request. */
    public static Behavior respondWith(int code) {
        return of(PreferenceType.CODE, Integer.toString(code));
    }

    /** Lets the task of a create request fail during the modification. */
    public static Behavior failTask() {
        return of(PreferenceType.OUTCOME, EnumNames.kebabCase(Outcome.GENERATE_FAILED));
    }

    /** Sets how long the task of a create request is in progress. */
    public static Behavior taskDuration(Duration duration) {
        return of(PreferenceType.TASK_DURATION, Durations.format(duration));
    }

    /** Executes the request immediately and delays the response. */
    public static Behavior delayResponse(Duration delay) {
        return of(PreferenceType.DELAY, Durations.format(delay));
    }

    /** Applies any preferences, such as {@code fault=reset} or {@code callback=duplicate}. */
    public static Behavior prefer(String preferences) {
        return new Behavior(preferences, 1);
    }

    /** Combines two behaviors for the same requests: as many as this one has. */
    public Behavior and(Behavior other) {
        return new Behavior(prefer + ", " + other.prefer, times);
    }

    /** Applies this behavior to a number of requests; at least 1. Default: 1. */
    public Behavior times(int requests) {
        return new Behavior(prefer, requests);
    }

    private static Behavior of(PreferenceType type, String value) {
        return prefer(type.token() + "=" + value);
    }
}
