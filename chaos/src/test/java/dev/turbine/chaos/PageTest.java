package dev.turbine.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PageTest {
    @Test
    void keepsWhatIsWrittenByHand(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("page.md");
        Files.writeString(file, "before\n<!-- begin: a -->\nold\n<!-- end: a -->\nafter\n");

        new Page(file).replace("a", "| new |\n");
        new Page(file).replace("a", "| newer |\n");

        assertThat(file).hasContent("before\n<!-- begin: a -->\n\n| newer |\n\n<!-- end: a -->\nafter\n");
        assertThatIOException().isThrownBy(() -> new Page(file).replace("b", ""));
    }
}
