package dev.lumamodify.mock.internal.state;

import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The settings of a server. Those of a running server never change: {@link LiveSettings} replaces them as a whole. */
public final class Settings implements Cloneable {
    /** Stands for all origins among those of {@link #cors}. */
    public static final String ANY_ORIGIN = "*";

    private static final Pattern ORIGIN = Pattern.compile("[a-z][a-z0-9+.-]*://[^/?#@\\s\\p{Cntrl}]+|\\*");

    public Duration taskDuration = Duration.ofSeconds(3);
    public Duration readDelay = Duration.ZERO;
    public double timeScale = 1;
    /** Whether the HTTP status of a response repeats its code. */
    public boolean mirrorStatus;

    public int maxTasks = 10_000;
    /** The valid API keys; empty if every key is valid. */
    public Set<String> apiKeys = Set.of();

    public @Nullable String webhookKey;
    public Duration callbackTimeout = Duration.ofSeconds(15);
    public Set<String> callbackHosts = Set.of();
    public Set<String> adminHosts = Set.of();
    /** The origins of the pages that may read responses of the API. */
    public Set<String> cors = Set.of();
    /** The limit for reads of one task; null for no limit. */
    public @Nullable RateLimit pollLimit;

    /** How many bytes all uploaded files may have together. */
    public long maxUploadBytes = 1 << 30;
    /** How long an uploaded file can be downloaded; null as the document has it. Not null in a running server. */
    public @Nullable Duration uploadRetention;

    public boolean validateVideos;
    public @Nullable String failOnPrompt;
    public boolean quiet = true;
    public LogFormat logFormat = LogFormat.SHORT;
    /** The policy of new accounts. The admin API shows it as an account, not as a setting. */
    public AccountPolicy defaultPolicy = AccountPolicy.DEFAULT;

    public Settings copy() {
        try {
            return (Settings) clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Returns a copy with the given settings changed. Throws {@link InvalidValueException} if one is unknown or invalid. */
    Settings patched(JsonNode patch) {
        Settings patched = copy();
        patch.properties().forEach(each -> patched.set(new JsonField(each.getKey(), each.getValue())));
        patched.validate();
        return patched;
    }

    /** Returns a copy that has an {@link #uploadRetention}: the given one, unless there is one. */
    public Settings withUploadRetention(Duration documented) {
        Settings copy = copy();
        copy.uploadRetention = Objects.requireNonNullElse(uploadRetention, documented);
        return copy;
    }

    Settings withDefaultPolicy(AccountPolicy policy) {
        Settings copy = copy();
        copy.defaultPolicy = policy;
        return copy;
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
            case "cors" -> cors = normalizeOrigins(field.texts());
            case "pollLimit" -> pollLimit = field.rateLimit();
            case "maxUploadBytes" -> maxUploadBytes = field.wholeNumber();
            case "uploadRetention" -> uploadRetention = field.duration();
            case "validateVideos" -> validateVideos = field.bool();
            case "failOnPrompt" -> failOnPrompt = field.textOrNull();
            case "quiet" -> quiet = field.bool();
            case "logFormat" -> logFormat = LogFormat.parse(field.name(), field.text());
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

    /** Returns origins in lower case, and {@code *} for {@code any}. */
    public static Set<String> normalizeOrigins(Collection<String> origins) {
        return origins.stream()
                .map(each -> each.equals("any") ? ANY_ORIGIN : each.toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Throws {@link InvalidValueException} if a setting is invalid, naming the first. */
    public void validate() {
        validateDuration("taskDuration", taskDuration);
        validateDuration("readDelay", readDelay);
        validateDuration("callbackTimeout", callbackTimeout);
        if (uploadRetention != null) {
            validateDuration("uploadRetention", uploadRetention);
        }
        require(timeScale > 0 && timeScale <= 1_000_000, "timeScale", "must be more than 0 and at most 1000000");
        require(maxTasks > 0, "maxTasks", "must be at least 1");
        require(maxUploadBytes >= 0, "maxUploadBytes", "must not be negative");
        require(callbackTimeout.toMillis() > 0, "callbackTimeout", "must be at least 1ms");
        require(apiKeys.stream().noneMatch(String::isBlank), "apiKeys", "must not be blank");
        require(webhookKey == null || !webhookKey.isBlank(), "webhookKey", "must not be blank");
        Hosts.validate("callbackHosts", callbackHosts);
        Hosts.validate("adminHosts", adminHosts);
        require(
                cors.stream().allMatch(origin -> ORIGIN.matcher(origin).matches()),
                "cors",
                "must be *, or origins without a path such as http://localhost:3000");
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
        cors.stream().sorted().forEach(json.putArray("cors")::add);
        RateLimit limit = pollLimit;
        return json.put("pollLimit", limit == null ? "off" : limit.toString())
                .put("maxUploadBytes", maxUploadBytes)
                .put("uploadRetention", uploadRetention == null ? null : Durations.format(uploadRetention))
                .put("validateVideos", validateVideos)
                .put("failOnPrompt", failOnPrompt)
                .put("quiet", quiet)
                .put("logFormat", logFormat.toString());
    }
}
