package dev.lumamodify.client.internal.http;

import java.net.Socket;
import java.security.CodeSource;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import kotlin.KotlinVersion;
import okhttp3.Call;
import okhttp3.Credentials;
import okhttp3.EventListener;
import okhttp3.OkHttp;
import okhttp3.Protocol;
import okio.Okio;

/**
 * Verifies that OkHttp, Okio and Kotlin on the class path are not too old. A build tool may select other versions than
 * the client declares.
 *
 * <p>Links what older versions do not have. Does not compare version numbers, which do not show what the JVM loads if
 * there are two versions.
 */
public final class ClassPathCheck {
    private ClassPathCheck() {}

    /** Throws {@link IllegalStateException} if a library is too old. The message names the artifact to set. */
    public static void run() {
        require(
                "OkHttp 5.4.0",
                () -> (BiConsumer<Call, EventListener>) Call::addEventListener,
                Call.class,
                ClassPathCheck::okHttp,
                "com.squareup.okhttp3:okhttp and com.squareup.okhttp3:okhttp-jvm");
        require(
                "Okio 3.18.0",
                ClassPathCheck::linkOkio,
                Okio.class,
                () -> "an older Okio",
                "com.squareup.okio:okio-jvm");
        require(
                "Kotlin 1.8.0",
                // Its initialization needs a class of Kotlin 1.8.
                Protocol::values,
                KotlinVersion.class,
                () -> "Kotlin " + KotlinVersion.CURRENT,
                "org.jetbrains.kotlin:kotlin-stdlib");
    }

    /** Links Okio directly and from OkHttp. OkHttp 5.4 works with Okio 3.13, but OkHttp 5.5 needs Okio 3.18. */
    private static Object linkOkio() {
        Function<Socket, okio.Socket> unused = Okio::socket;
        return Credentials.basic("", "");
    }

    private static void require(
            String minimum, Supplier<?> link, Class<?> type, Supplier<String> found, String artifacts) {
        try {
            Object unused = link.get();
        } catch (LinkageError e) {
            CodeSource source = type.getProtectionDomain().getCodeSource();
            throw new IllegalStateException(
                    "%s or later is required, but %s is loaded from %s: set the version of %s in dependencyManagement"
                            .formatted(
                                    minimum,
                                    found.get(),
                                    source == null ? "an unknown location" : source.getLocation(),
                                    artifacts),
                    e);
        }
    }

    /** Reads the version at run time, because the compiler replaces a constant by its value. */
    private static String okHttp() {
        try {
            return "OkHttp " + OkHttp.class.getField("VERSION").get(null);
        } catch (ReflectiveOperationException | LinkageError e) {
            return "an older OkHttp";
        }
    }
}
