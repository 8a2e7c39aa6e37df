package dev.lumamodify.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.lumamodify.contract.internal.server.checks.ServerChecks;
import dev.lumamodify.contract.internal.spec.DocumentNode;
import dev.lumamodify.contract.internal.spec.OpenApiDocument;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Everything that the repository cites is in the repository. */
class CitationsTest {
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Path FACTS = ROOT.resolve("docs/api-facts.md");
    private static final Set<String> SKIPPED =
            Set.of(".git", "target", "node_modules", ".idea", ".vscode", ".settings");

    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.+?) *#*$");
    private static final Pattern CITATION = Pattern.compile("api-facts\\.md#([\\w-]*)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)\\s#]*)(?:#([^)\\s]*))?\\)");

    /** A citation of a page with numbered sections, or of a file of facts that is not in the repository. */
    private static final Pattern OUTSIDE = Pattern.compile("(?i)\\bfacts,? (?:sections? )?\\d|(?<!api-)\\bfacts\\.md");

    @Test
    void everyCitedFactIsAHeadingOfThePage() throws IOException {
        Set<String> anchors = anchors(Files.readString(FACTS));
        Set<String> dead = new LinkedHashSet<>();
        texts().forEach((file, text) -> CITATION.matcher(text)
                .results()
                .map(match -> match.group(1))
                .filter(anchor -> !anchors.contains(anchor))
                .forEach(anchor -> dead.add(file + " cites #" + anchor)));

        assertThat(dead).isEmpty();
    }

    @Test
    void noFactIsCitedFromOutsideTheRepository() throws IOException {
        Set<String> found = new LinkedHashSet<>();
        texts().forEach((file, text) ->
                OUTSIDE.matcher(text).results().forEach(match -> found.add(file + ": " + match.group())));

        assertThat(found).isEmpty();
    }

    @Test
    void everyRelativeLinkOfAPageLeadsToAFileAndAHeading() throws IOException {
        Set<String> dead = new LinkedHashSet<>();
        for (Map.Entry<Path, String> page : texts().entrySet()) {
            if (page.getKey().toString().endsWith(".md")) {
                LINK.matcher(page.getValue())
                        .results()
                        .filter(link -> !link.group(1).contains(":"))
                        .filter(link -> !exists(page.getKey(), link.group(1), link.group(2)))
                        .forEach(link -> dead.add(page.getKey() + ": " + link.group()));
            }
        }

        assertThat(dead).isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> theSourceOfEveryCheckIsInTheDocument() {
        OpenApiDocument document = OpenApiDocument.load();
        return Stream.concat(ServerChecks.all().stream(), ClientChecks.all().stream())
                .filter(check -> check.source().startsWith("#"))
                .map(check -> DynamicTest.dynamicTest(
                        check.id(),
                        () -> assertThatCode(() -> new DocumentNode(document, check.source()))
                                .doesNotThrowAnyException()));
    }

    private static boolean exists(Path page, String path, String anchor) {
        Path target = path.isEmpty() ? page : page.resolveSibling(path).normalize();
        try {
            return Files.exists(target)
                    && (anchor == null
                            || !target.toString().endsWith(".md")
                            || anchors(Files.readString(target)).contains(anchor));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the anchors that GitHub gives to the headings of a page. */
    private static Set<String> anchors(String page) {
        Set<String> anchors = new LinkedHashSet<>();
        HEADING.matcher(page.replaceAll("(?ms)^```.*?^```", "")).results().forEach(heading -> {
            String text = heading.group(1).replaceAll("\\[([^]]*)]\\([^)]*\\)", "$1");
            String anchor = text.toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}\\- _]", "")
                    .replace(' ', '-');
            for (int number = 1; !anchors.add(number == 1 ? anchor : anchor + "-" + (number - 1)); number++) {
                // GitHub numbers headings with the same text.
            }
        });
        return anchors;
    }

    /** Returns the text files of the repository. */
    private static Map<Path, String> texts() throws IOException {
        Map<Path, String> texts = new LinkedHashMap<>();
        Files.walkFileTree(ROOT, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
                boolean skipped = SKIPPED.contains(String.valueOf(directory.getFileName()));
                return skipped ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (attributes.isRegularFile()) {
                    String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
                    if (text.indexOf('\0') < 0) {
                        texts.put(file, text);
                    }
                }
                return FileVisitResult.CONTINUE;
            }
        });
        assertThat(texts).containsKey(FACTS).hasSizeGreaterThan(100);
        return texts;
    }
}
