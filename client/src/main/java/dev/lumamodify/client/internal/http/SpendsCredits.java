package dev.lumamodify.client.internal.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation that costs credits ({@code x-spends-credits} in the document). {@link AtMostOnce} limits its
 * calls.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface SpendsCredits {}
