package dev.lumamodify.client.internal.http;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;
import kotlin.KotlinVersion;
import okhttp3.OkHttp;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassPathCheckTest {
    private static final String OLD_OK_HTTP = "package okhttp3; public interface Call {}";

    @TempDir
    Path folder;

    @Test
    void versionsOfTheClientAreAccepted() {
        assertThatCode(ClassPathCheck::run).doesNotThrowAnyException();
    }

    @Test
    void olderOkHttpIsRejected() throws Exception {
        assertThatIllegalStateException()
                .isThrownBy(() -> runWith("okhttp3.Call", OLD_OK_HTTP))
                .withMessage(
                        "OkHttp 5.4.0 or later is required, but OkHttp %s is loaded from %s: set the version of "
                                + "com.squareup.okhttp3:okhttp and com.squareup.okhttp3:okhttp-jvm in "
                                + "dependencyManagement",
                        OkHttp.VERSION, folder.toUri().toURL())
                .withCauseInstanceOf(NoSuchMethodError.class);
    }

    @Test
    void okHttpWithoutItsVersionIsRejected() {
        assertThatIllegalStateException()
                .isThrownBy(() -> runWith(
                        "okhttp3.Call", OLD_OK_HTTP, "okhttp3.OkHttp", "package okhttp3; public class OkHttp {}"))
                .withMessageContaining("an older OkHttp is loaded from ");
    }

    @Test
    void olderOkioIsRejected() throws Exception {
        assertThatIllegalStateException()
                .isThrownBy(() -> runWith("okio.Okio", "package okio; public class Okio {}"))
                .withMessage(
                        "Okio 3.18.0 or later is required, but an older Okio is loaded from %s: set the version of "
                                + "com.squareup.okio:okio-jvm in dependencyManagement",
                        folder.toUri().toURL());
    }

    @Test
    void okioThatIsTooOldForOkHttpIsRejected() {
        assertThatIllegalStateException()
                .isThrownBy(
                        () -> runWith(
                                "okhttp3.Credentials",
                                "package okhttp3; public class Credentials {"
                                        + " public static String basic(String a, String b) { throw new NoSuchMethodError(); } }"))
                .withMessageStartingWith("Okio 3.18.0 or later is required, but ");
    }

    @Test
    void olderKotlinIsRejected() {
        assertThatIllegalStateException()
                .isThrownBy(() -> runWith(
                        "okhttp3.Protocol",
                        "package okhttp3; public class Protocol {"
                                + " public static Protocol[] values() { throw new NoClassDefFoundError(); } }"))
                .withMessage(
                        "Kotlin 1.8.0 or later is required, but Kotlin %s is loaded from %s: set the version of "
                                + "org.jetbrains.kotlin:kotlin-stdlib in dependencyManagement",
                        KotlinVersion.CURRENT,
                        KotlinVersion.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation());
    }

    /** Runs the check with other classes, given as pairs of a name and a source. */
    private void runWith(String... classes) throws Throwable {
        for (int i = 0; i < classes.length; i += 2) {
            Path source = folder.resolve(classes[i].replace('.', '/') + ".java");
            Files.createDirectories(source.getParent());
            Files.writeString(source, classes[i + 1]);
            int errors = ToolProvider.getSystemJavaCompiler().run(null, null, null, "-proc:none", source.toString());
            if (errors != 0) {
                throw new AssertionError(source);
            }
        }
        URL check = ClassPathCheck.class.getProtectionDomain().getCodeSource().getLocation();
        try (ChildFirstLoader loader = new ChildFirstLoader(folder.toUri().toURL(), check)) {
            loader.loadClass(ClassPathCheck.class.getName()).getMethod("run").invoke(null);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    /** Loads the check and the classes of a folder itself. */
    private static final class ChildFirstLoader extends URLClassLoader {
        ChildFirstLoader(URL folder, URL check) {
            super(new URL[] {folder, check}, ClassPathCheckTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            URL own = findResource(name.replace('.', '/') + ".class");
            if (own == null) {
                return super.loadClass(name, resolve);
            }
            Class<?> loaded = findLoadedClass(name);
            return loaded != null ? loaded : findClass(name);
        }
    }
}
