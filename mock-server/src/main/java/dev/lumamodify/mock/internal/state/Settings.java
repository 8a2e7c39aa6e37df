package dev.lumamodify.mock.internal.state;

import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The settings of a server. They can change while the server runs. */
public final class Settings {
    public volatile Duration taskDuration = Duration.ofSeconds(3);
    public volatile Duration readDelay = Duration.ZERO;
    public volatile double timeScale = 1;
    /** Whether the HTTP status of a response repeats its code. */
    public volatile boolean mirrorStatus;

    public volatile int maxTasks = 10_000;
    /** The valid API keys; empty if every key is valid. */
    public volatile Set<String> apiKeys = Set.of();

    public volatile @Nullable String webhookKey;
    public volatile Duration callbackTimeout = Duration.ofSeconds(15);
    public volatile Set<String> callbackHosts = Set.of();
    public volatile Set<String> adminHosts = Set.of();
    /** The limit for reads of one task; null for no limit. */
    public volatile @Nullable RateLimit pollLimit;

    public volatile boolean validateVideos;
    public volatile @Nullable String failOnPrompt;
    public volatile boolean quiet = true;
    public volatile boolean jsonLog;
    /** The policy of new accounts. The admin API shows it as an account, not as a setting. */
    public volatile AccountPolicy defaultPolicy = AccountPolicy.DEFAULT;

    public Settings copy() {
        Settings copy = new Settings();
        copy.copyFrom(this);
        return copy;
    }

    public void copyFrom(Settings other) {
        taskDuration = other.taskDuration;
        readDelay = other.readDelay;
        timeScale = other.timeScale;
        mirrorStatus = other.mirrorStatus;
        maxTasks = other.maxTasks;
        apiKeys = other.apiKeys;
        webhookKey = other.webhookKey;
        callbackTimeout = other.callbackTimeout;
        callbackHosts = other.callbackHosts;
        adminHosts = other.adminHosts;
        pollLimit = other.pollLimit;
        validateVideos = other.validateVideos;
        failOnPrompt = other.failOnPrompt;
        quiet = other.quiet;
        jsonLog = other.jsonLog;
        defaultPolicy = other.defaultPolicy;
    }

    /** Changes the given settings. Throws {@link InvalidValueException}, and changes nothing, if one is unknown or invalid. */
    public synchronized void patch(JsonNode patch) {
        Settings patched = copy();
        patch.properties().forEach(each -> patched.set(new JsonField(each.getKey(), each.getValue())));
        patched.validate();
        copyFrom(patched);
    }

    private void set(JsonField field) {
        switch (field.name()) {
            case "taskDuration" -> taskDuration = field.duration();
            case "readDelay" -> readDelay = field.duration();
            case "timeScale" -> timeScale = field.number();
            case "errorStatus" -> mirrorStatus = isMirror(field);
            case "maxTasks" -> maxTasks = field.count();
            case "apiKeys" -> apiKeys = Set.copyOf(field.texts());
            case "webhookKey" -> webhookKey = field.textOrNull();
            case "callbackTimeout" -> callbackTimeout = field.duration();
            case "callbackHosts" -> callbackHosts = Hosts.normalize(field.texts());
            case "adminHosts" -> adminHosts = Hosts.normalize(field.texts());
            case "pollLimit" -> pollLimit = field.rateLimit();
            case "validateVideos" -> validateVideos = field.bool();
            case "failOnPrompt" -> failOnPrompt = field.textOrNull();
            case "quiet" -> quiet = field.bool();
            case "jsonLog" -> jsonLog = field.bool();
            default -> throw field.unknown(json().propertyNames());
        }
    }

    private static boolean isMirror(JsonField field) {
        return switch (field.text()) {
            case "envelope" -> false;
            case "mirror" -> true;
            default -> throw new InvalidValueException(field.name(), "must be envelope or mirror");
        };
    }

    /** Throws {@link InvalidValueException} if a setting is invalid, naming the first. */
    public void validate() {
        validateDuration("taskDuration", taskDuration);
        validateDuration("readDelay", readDelay);
        validateDuration("callbackTimeout", callbackTimeout);
        require(timeScale > 0 && timeScale <= 1_000_000, "timeScale", "must be more than 0 and at most 1000000");
        require(maxTasks > 0, "maxTasks", "must be at least 1");
        require(callbackTimeout.toMillis() > 0, "callbackTimeout", "must be at least 1ms");
        require(apiKeys.stream().noneMatch(String::isBlank), "apiKeys", "must not be blank");
        require(webhookKey == null || !webhookKey.isBlank(), "webhookKey", "must not be blank");
        Hosts.validate("callbackHosts", callbackHosts);
        Hosts.validate("adminHosts", adminHosts);
    }

    private static void validateDuration(String name, Duration duration) {
        require(!duration.isNegative() && duration.compareTo(Durations.MAX) <= 0, name, "must be between 0s and 3650d");
    }

    private static void require(boolean valid, String name, String rule) {
        if (!valid) {
            throw new InvalidValueException(name, rule);
        }
    }

    /** Returns the settings. Of secrets, returns only how many there are or whether there is one. */
    public ObjectNode json() {
        ObjectNode json = JsonNodeFactory.instance
                .objectNode()
                .put("taskDuration", Durations.format(taskDuration))
                .put("readDelay", Durations.format(readDelay))
                .put("timeScale", timeScale)
                .put("errorStatus", mirrorStatus ? "mirror" : "envelope")
                .put("maxTasks", maxTasks)
                .put("apiKeys", apiKeys.size())
                .put("webhookKey", webhookKey != null)
                .put("callbackTimeout", Durations.format(callbackTimeout));
        callbackHosts.stream().sorted().forEach(json.putArray("callbackHosts")::add);
        adminHosts.stream().sorted().forEach(json.putArray("adminHosts")::add);
        RateLimit limit = pollLimit;
        return json.put("pollLimit", limit == null ? "off" : limit.toString())
                .put("validateVideos", validateVideos)
                .put("failOnPrompt", failOnPrompt)
                .put("quiet", quiet)
                .put("jsonLog", jsonLog);
    }
}
