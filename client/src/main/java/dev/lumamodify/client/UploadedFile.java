package dev.lumamodify.client;

import java.time.Instant;

/**
 * A file that the service stores for a limited time. Source: {@code docs/api-facts.md#uploads}.
 *
 * @param url the URL of the file, for the {@code videoUrl} of a request; needs no API key
 * @param size the size in bytes; -1 if it is not known
 * @param type the media type, for example {@code video/mp4}
 * @param uploadedAt the time of the upload; by the clock of this machine if the service did not state it
 * @param expiresAt the time at which the service deletes the file; 24 hours after {@code uploadedAt} if the service did
 *     not state it
 */
public record UploadedFile(String url, long size, String type, Instant uploadedAt, Instant expiresAt) {}
