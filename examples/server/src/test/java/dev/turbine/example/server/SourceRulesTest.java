package dev.turbine.example.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The list of files is the architecture: each is small enough to be read at once. */
class SourceRulesTest {
    private static final int MAX_LINES = 400;
    private static final int MAX_MEDIAN = 100;

    /** The directories of sources of all modules. */
    static List<Path> sources() throws IOException {
        Path root = Path.of("").toAbsolutePath();
        while (!Files.exists(root.resolve("turbine-engine"))) {
            root = root.getParent();
        }
        try (Stream<Path> paths = Files.walk(root, 5)) {
            return paths.filter(path -> path.endsWith("src/main/java")).toList();
        }
    }

    @ParameterizedTest
    @MethodSource("sources")
    void everyFileIsSmall(Path sources) throws IOException {
        List<Path> files = files(sources);

        assertThat(files)
                .isNotEmpty()
                .allSatisfy(file -> assertThat(lines(file)).isLessThanOrEqualTo(MAX_LINES));
        List<Long> sorted = files.stream().map(SourceRulesTest::lines).sorted().toList();
        assertThat(sorted.get(sorted.size() / 2)).as("median of %s", sources).isLessThanOrEqualTo(MAX_MEDIAN);
    }

    private static List<Path> files(Path sources) throws IOException {
        try (Stream<Path> paths = Files.walk(sources)) {
            return paths.filter(path -> path.toString().endsWith(".java")).toList();
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
