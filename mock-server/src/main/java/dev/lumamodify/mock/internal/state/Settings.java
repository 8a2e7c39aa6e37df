package dev.lumamodify.mock.internal.state;

import dev.lumamodify.mock.ErrorStatus;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** How a server behaves. All of it may change while the server runs. */
public final class Settings {
    public volatile Duration taskDuration = Duration.ofSeconds(3);
    public volatile Duration readDelay = Duration.ZERO;
    public volatile double timeScale = 1;
    public volatile ErrorStatus errorStatus = ErrorStatus.ENVELOPE;
    public volatile int maxTasks = 10_000;
    public volatile Set<String> apiKeys = Set.of();
    public volatile @Nullable String webhookKey;
    public volatile Duration callbackTimeout = Duration.ofSeconds(15);
    public volatile Set<String> callbackHosts = Set.of();
    public volatile Set<String> adminHosts = Set.of();
    public volatile @Nullable RateLimit pollLimit;
    public volatile AccountPolicy terms = AccountPolicy.DEFAULT;
    public volatile boolean validateVideos;
    public volatile @Nullable String failOnPrompt;
    public volatile boolean quiet = true;
    public volatile boolean jsonLog;

    public Settings copy() {
        Settings copy = new Settings();
        copy.copyFrom(this);
        return copy;
    }

    public void copyFrom(Settings other) {
        taskDuration = other.taskDuration;
        readDelay = other.readDelay;
        timeScale = other.timeScale;
        errorStatus = other.errorStatus;
        maxTasks = other.maxTasks;
        apiKeys = other.apiKeys;
        webhookKey = other.webhookKey;
        callbackTimeout = other.callbackTimeout;
        callbackHosts = other.callbackHosts;
        adminHosts = other.adminHosts;
        pollLimit = other.pollLimit;
        terms = other.terms;
        validateVideos = other.validateVideos;
        failOnPrompt = other.failOnPrompt;
        quiet = other.quiet;
        jsonLog = other.jsonLog;
    }

    /** Changes all that is given, or nothing. Throws {@link IllegalArgumentException}, naming the field. */
    public synchronized void patch(JsonNode patch) {
        Settings patched = copy();
        patch.properties().forEach(each -> patched.set(new JsonField(each.getKey(), each.getValue())));
        patched.check();
        copyFrom(patched);
    }

    private void set(JsonField field) {
        switch (field.name()) {
            case "taskDuration" -> taskDuration = field.duration();
            case "readDelay" -> readDelay = field.duration();
            case "timeScale" -> timeScale = field.number();
            case "errorStatus" -> errorStatus = errorStatus(field.text());
            case "maxTasks" -> maxTasks = field.count();
            case "apiKeys" -> apiKeys = Set.copyOf(field.texts());
            case "webhookKey" -> webhookKey = field.value().isNull() ? null : field.text();
            case "callbackTimeout" -> callbackTimeout = field.duration();
            case "callbackHosts" -> callbackHosts = Hosts.spelled(field.texts());
            case "adminHosts" -> adminHosts = Hosts.spelled(field.texts());
            case "pollLimit" -> pollLimit = field.rateLimit();
            case "validateVideos" -> validateVideos = field.bool();
            case "failOnPrompt" -> failOnPrompt = field.value().isNull() ? null : field.text();
            case "quiet" -> quiet = field.bool();
            case "jsonLog" -> jsonLog = field.bool();
            default -> throw field.unknown(json().propertyNames());
        }
    }

    /** Throws {@link IllegalArgumentException}, naming the first setting that cannot be. */
    public void check() {
        requireLength("taskDuration", taskDuration);
        requireLength("readDelay", readDelay);
        requireLength("callbackTimeout", callbackTimeout);
        require(timeScale > 0 && timeScale <= 1_000_000, "timeScale must be more than 0 and at most 1000000");
        require(maxTasks > 0, "maxTasks must be at least 1");
        require(callbackTimeout.toMillis() > 0, "callbackTimeout must be at least 1ms");
        require(apiKeys.stream().noneMatch(String::isBlank), "apiKeys must not be blank");
        require(webhookKey == null || !webhookKey.isBlank(), "webhookKey must not be blank");
        Hosts.check("callbackHosts", callbackHosts);
        Hosts.check("adminHosts", adminHosts);
    }

    private static void requireLength(String name, Duration duration) {
        require(
                !duration.isNegative() && duration.compareTo(Durations.LONGEST) <= 0,
                name + " must be between 0s and 3650d");
    }

    private static void require(boolean kept, String rule) {
        if (!kept) {
            throw new IllegalArgumentException(rule);
        }
    }

    private static ErrorStatus errorStatus(String text) {
        for (ErrorStatus style : ErrorStatus.values()) {
            if (style.name().toLowerCase(Locale.ROOT).equals(text)) {
                return style;
            }
        }
        throw new IllegalArgumentException("errorStatus must be envelope or mirror");
    }

    /** Everything but the secrets: of those, whether and how many there are. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("taskDuration", Durations.write(taskDuration))
                .put("readDelay", Durations.write(readDelay))
                .put("timeScale", timeScale)
                .put("errorStatus", errorStatus.name().toLowerCase(Locale.ROOT))
                .put("maxTasks", maxTasks)
                .put("apiKeys", apiKeys.size())
                .put("webhookKey", webhookKey != null)
                .put("callbackTimeout", Durations.write(callbackTimeout));
        callbackHosts.stream().sorted().forEach(json.putArray("callbackHosts")::add);
        adminHosts.stream().sorted().forEach(json.putArray("adminHosts")::add);
        RateLimit polls = pollLimit;
        return json.put("pollLimit", polls == null ? "off" : polls.toString())
                .put("validateVideos", validateVideos)
                .put("failOnPrompt", failOnPrompt)
                .put("quiet", quiet)
                .put("jsonLog", jsonLog);
    }
}
