package dev.lumamodify.client.internal.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import okhttp3.Call;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/** The metadata for GraalVM Native Image and the rules for R8 and ProGuard. */
class MetadataTest {
    private static final Path META_INF = Path.of("src/main/resources/META-INF");
    private static final Path NATIVE_IMAGE = META_INF.resolve("native-image/dev.lumamodify/luma-modify-client");

    @Test
    void proxiesOfTheClientAreListed() throws IOException {
        List<String> listed = nodes("proxy-config.json")
                .map(proxy -> proxy.get("interfaces").get(0).asString())
                .toList();
        assertThat(listed)
                .containsExactlyInAnyOrder(
                        ModifyApi.class.getName(),
                        UploadApi.class.getName(),
                        SpendsCredits.class.getName(),
                        Call.class.getName());
        assertThat(Proxy.isProxyClass(RequestFactory.create(ModifyApi.class, HttpUrl.get("https://example.com/"))
                        .getClass()))
                .isTrue();
    }

    @Test
    void reflectionIsListed() throws Exception {
        for (JsonNode entry : nodes("reflect-config.json").toList()) {
            Class<?> type = Class.forName(entry.get("name").asString());
            assertThat(List.of(ModifyApi.class, UploadApi.class, Thread.class)).anyMatch(type::equals);
        }
    }

    @Test
    void rulesNameExistingClasses() throws Exception {
        List<String> names = Pattern.compile("(?:class|interface) ([a-z0-9.]+\\.[A-Z]\\w+)")
                .matcher(Files.readString(META_INF.resolve("proguard/luma-modify.pro")))
                .results()
                .map(match -> match.group(1))
                .toList();
        assertThat(names).hasSize(5);
        for (String name : names) {
            assertThat(Class.forName(name)).isNotNull();
        }
    }

    private static Stream<JsonNode> nodes(String file) throws IOException {
        return new ObjectMapper()
                .readTree(Files.readString(NATIVE_IMAGE.resolve(file)))
                .valueStream();
    }
}
