package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lumamodify.contract.faults.client.ClientFaults;
import dev.lumamodify.contract.faults.client.StandaloneClientFaults;
import dev.lumamodify.contract.faults.server.ServerFaults;
import dev.lumamodify.contract.internal.cli.Main;
import dev.lumamodify.contract.internal.generate.SampleFiles;
import dev.lumamodify.contract.internal.server.checks.ServerChecks;
import dev.lumamodify.contract.mock.FaultProxy;
import dev.lumamodify.mock.MockServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("A test replaces the standard output.")
class ReadmeTest {
    private static final List<Path> PAGES = List.of(
            Path.of("../README.md"),
            Path.of("../client/README.md"),
            Path.of("README.md"),
            Path.of("../docs/test-a-client.md"));
    private static final List<Path> SOURCES =
            List.of(Path.of("src/test/java"), Path.of("../client/src/test/java/dev/lumamodify/client/examples"));
    private static final Pattern SHOWN = Pattern.compile("(?s)```java\n(.*?)```");

    @Test
    void everyExampleIsCompiled() throws IOException {
        List<String> compiled = new ArrayList<>();
        for (Path folder : SOURCES) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".java")).toList()) {
                    compiled.add(unindented(Files.readString(file)));
                }
            }
        }
        for (Path page : PAGES) {
            List<String> shown = SHOWN.matcher(Files.readString(page))
                    .results()
                    .map(match -> unindented(match.group(1)))
                    .toList();
            assertThat(shown).as("%s", page).isNotEmpty();
            assertThat(shown)
                    .as("%s", page)
                    .allSatisfy(example -> assertThat(compiled)
                            .anySatisfy(source -> assertThat(source).contains(example)));
        }
    }

    @Test
    void everyDescriptionShownIsThatOfACheck() throws IOException {
        List<String> descriptions = ServerChecks.all().stream()
                .map(check -> check.id() + ": " + check.description())
                .toList();

        List<String> shown = Pattern.compile("(?m)^  (?:passed |FAILED )\\s+(.*)$")
                .matcher(Files.readString(Path.of("../README.md")))
                .results()
                .map(match -> match.group(1))
                .toList();

        assertThat(shown).hasSizeGreaterThan(3);
        assertThat(descriptions).containsAll(shown);
    }

    @Test
    void theOptionsAndTheNumbersOfFaultsAreRight() throws IOException {
        String page = Files.readString(Path.of("README.md"));
        List<String> options = Main.commandLine().getCommandSpec().options().stream()
                .flatMap(option -> Stream.of(option.names()))
                .toList();

        assertThat(Pattern.compile("(?<![\\w-])--[a-z][a-z-]+")
                        .matcher(page)
                        .results()
                        .map(match -> match.group()))
                .hasSizeGreaterThan(10)
                .allMatch(options::contains);
        int servers = ServerFaults.all().size();
        int clients = ClientFaults.all(new LumaModifyClientAdapter.Factory()).size()
                + StandaloneClientFaults.all().size();
        assertThat(page).contains(servers + " servers and " + clients + " clients");
    }

    @Test
    void theExampleModifiesALocalFile(@TempDir Path folder) throws Exception {
        Path video = Files.write(folder.resolve("in.mp4"), SampleFiles.mp4());
        Path results = Files.createDirectory(folder.resolve("results"));
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        PrintStream stdout = System.out;
        try (MockServer mock = MockServer.builder()
                        .manualClock()
                        .taskDuration(Duration.ofSeconds(2))
                        .start();
                FaultProxy proxy = new FaultProxy(URI.create(mock.url()), (request, server) -> {
                    if (request.method().equals("GET")) {
                        mock.advance(Duration.ofSeconds(2));
                    }
                    return server.send(request);
                })) {
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            ReadmeExample.main(new String[] {
                video.toString(), results.toString(), proxy.url().toString()
            });
        } finally {
            System.setOut(stdout);
        }
        Path result = Path.of(printed.toString(StandardCharsets.UTF_8).strip());
        assertThat(result).hasParent(results.toAbsolutePath());
        assertThat(Files.readString(result, StandardCharsets.ISO_8859_1).substring(4))
                .startsWith("ftyp");
    }

    private static String unindented(String code) {
        return code.lines().map(String::strip).collect(Collectors.joining("\n"));
    }
}
