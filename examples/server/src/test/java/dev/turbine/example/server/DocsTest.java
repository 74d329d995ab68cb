package dev.turbine.example.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Limit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the docs quote is what the build compiles and replays. {@code -Dturbine.docs.write=true} writes the quotes anew
 * instead of comparing them.
 */
class DocsTest {
    static final Path ROOT = root();
    private static final Pattern QUOTE = Pattern.compile(
            "(<!-- (snippet|conversation): ([\\w-]+)( with imports)? -->\n```\\w*\n)(.*?)(```\n)", Pattern.DOTALL);
    private static final Pattern IMPORT = Pattern.compile("^import [\\w.]+\\.(\\w+);\n", Pattern.MULTILINE);
    private static final Pattern LINK = Pattern.compile("]\\(([^)#:]+)(?:#[^)]*)?\\)");

    private static Path root() {
        Path folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("LICENSE"))) {
            folder = folder.getParent();
        }
        return folder;
    }

    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.walk(ROOT.resolve("docs"))) {
            return Stream.concat(
                            Stream.of(ROOT.resolve("README.md")),
                            docs.filter(p -> p.toString().endsWith(".md")))
                    .map(ROOT::relativize)
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void quotesAreWhatTheBuildRuns(Path page) throws IOException {
        String text = Files.readString(ROOT.resolve(page));
        StringBuilder expected = new StringBuilder();
        Matcher quote = QUOTE.matcher(text);
        while (quote.find()) {
            String source = quote.group(2).equals("snippet")
                    ? snippet(quote.group(3), quote.group(4) != null)
                    : conversation(quote.group(3));
            quote.appendReplacement(expected, Matcher.quoteReplacement(quote.group(1) + source + quote.group(6)));
        }
        quote.appendTail(expected);
        if (Boolean.getBoolean("turbine.docs.write")) {
            Files.writeString(ROOT.resolve(page), expected);
        } else {
            assertThat(text).isEqualTo(expected.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("pages")
    void javaBlocksAreSnippets(Path page) throws IOException {
        String text = Files.readString(ROOT.resolve(page));

        assertThat(text.split("```java\n", -1).length)
                .as("Java blocks, each below a snippet comment")
                .isEqualTo(text.split("<!-- snippet: [\\w-]+( with imports)? -->\n```java\n", -1).length);
    }

    @ParameterizedTest
    @MethodSource("pages")
    void linksLeadSomewhere(Path page) throws IOException {
        Path folder = ROOT.resolve(page).getParent();

        assertThat(LINK.matcher(Files.readString(ROOT.resolve(page))).results().map(found -> found.group(1)))
                .allSatisfy(link -> assertThat(folder.resolve(link)).exists());
    }

    @Test
    void configurationNamesEveryLimit() throws IOException {
        String page = Files.readString(ROOT.resolve("docs/configuration.md"));
        List<String> documented = Pattern.compile("^\\| `([A-Z_]+)` \\|.*\\| .* \\|$", Pattern.MULTILINE)
                .matcher(page.substring(page.indexOf("## Limits")))
                .results()
                .map((MatchResult row) -> row.group(1))
                .toList();

        assertThat(documented)
                .containsExactly(Stream.of(Limit.values()).map(Limit::name).toArray(String[]::new));
    }

    /** The region of that name in the sources of an example, without its indentation. */
    private static String snippet(String name, boolean withImports) throws IOException {
        Pattern region = Pattern.compile("// snippet: " + name + "\n(.*?)\n *// end\n", Pattern.DOTALL);
        try (Stream<Path> sources = Files.walk(ROOT.resolve("examples"))) {
            List<String> found = sources.filter(path -> path.toString().endsWith(".java"))
                    .map(DocsTest::read)
                    .flatMap(source -> region.matcher(source)
                            .results()
                            .map(match -> (withImports ? imports(source, match.group(1)) : "")
                                    + match.group(1).stripIndent()
                                    + "\n"))
                    .toList();
            assertThat(found).as("regions named " + name).hasSize(1);
            return found.get(0);
        }
    }

    /** Those of the source's that the region needs, and an empty line. */
    private static String imports(String source, String region) {
        return IMPORT.matcher(source)
                        .results()
                        .filter(match -> Pattern.compile("\\b" + match.group(1) + "\\b")
                                .matcher(region)
                                .find())
                        .map(MatchResult::group)
                        .collect(Collectors.joining())
                + "\n";
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private static String conversation(String name) throws IOException {
        return Files.readString(ROOT.resolve(
                                "turbine-tck/src/main/resources/dev/turbine/tck/conversations/" + name + ".txt"))
                        .stripTrailing()
                + "\n";
    }
}
