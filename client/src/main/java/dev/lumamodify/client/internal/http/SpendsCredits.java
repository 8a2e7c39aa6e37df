package dev.lumamodify.client.internal.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Marks an operation that the document says costs credits ({@code x-spends-credits}). It is sent {@link AtMostOnce}. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
@interface SpendsCredits {}
