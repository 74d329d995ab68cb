package dev.turbine.tck.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turbine.api.Position;
import dev.turbine.tck.check.Event.Outcome;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class JournalTest {
    private static final List<Event> ALL = List.of(
            new Event.Declared("chat:a b@ü", ChannelKind.HISTORY),
            new Event.Published(1, "node 1", 7, "chat:a b@ü", Outcome.ACKED, new Position("e@f", 12)),
            new Event.Published(2, "node 1", 8, "-", Outcome.UNKNOWN, null),
            new Event.Opened(3, "c/1", "c", "node 1"),
            new Event.Subscribed(4, "c/1", "chat:a b@ü", new Position("e", 0), new Position("e@f", 12), true),
            new Event.Received(5, "c/1", "chat:a b@ü", 13, 9, false),
            new Event.Page(
                    5,
                    "c/1",
                    "chat:a b@ü",
                    new Position("e", 2),
                    new Position("e", 9),
                    true,
                    List.of(new Event.Placed(3, 9, true), new Event.Placed(4, 0, false))),
            new Event.Page(5, "c/1", "c", null, new Position("e", 9), false, List.of()),
            new Event.Listening(5, "c/1", "c", ChannelKind.LOCAL),
            new Event.Heard(5, "c/1", "c", new Position("e", 9), 10, true),
            new Event.Heard(5, "c/1", "c", null, 10, false),
            new Event.Presence(6, "c/1", "chat:a b@ü", "node 1/7", true),
            new Event.Unsubscribed(6, "c/1", "chat:a b@ü", 4004),
            new Event.Refreshed(7, "c/1"),
            new Event.Expired(8, "c/1"),
            new Event.Excused(9, "c/1", 4001),
            new Event.Drained(9, "c/1"),
            new Event.Closed(10, "c/1", 1006),
            new Event.Ended(11, "c/1"));

    @TempDir
    Path directory;

    @Test
    void readsWhatItWrites() throws IOException {
        Path path = write("journal", ALL);

        assertThat(Journal.read(path)).isEqualTo(ALL);

        Journal inMemory = new Journal();
        ALL.forEach(inMemory::add);
        assertThat(inMemory.events()).isEqualTo(ALL);
        assertThat(Files.readString(path)).isEqualTo(inMemory.text());
    }

    @Test
    void letsBeALineWhoseEndIsMissing() throws IOException {
        Path path = write("journal", ALL);
        Files.writeString(path, "closed\t12\tc/1\t10", StandardOpenOption.APPEND);
        assertThat(Journal.read(path)).isEqualTo(ALL);

        Files.writeString(path, "\nnonsense\n", StandardOpenOption.APPEND);
        assertThatThrownBy(() -> Journal.read(path)).hasMessage("not a line of a journal: nonsense");
    }

    @Test
    void judgesFiles() throws IOException {
        Path clean = write(
                "clean",
                List.of(
                        new Event.Declared("c", ChannelKind.LOSSLESS),
                        new Event.Opened(1, "a", "a", "n"),
                        new Event.Subscribed(2, "a", "c", null, null, false),
                        new Event.Ended(9, "a")));
        Path publisher = write("publisher", List.of(new Event.Published(3, "n", 1, "c", Outcome.ACKED, null)));

        assertThat(judge(clean)).endsWith("\n0").contains("0 lost");
        assertThat(judge(clean, publisher)).endsWith("\n1").contains("1 lost").contains("lost: Published[");
        assertThat(judge(write("empty", List.of()))).endsWith("\n2").contains("nothing to judge");
    }

    @Test
    void knowsItsPayloads() {
        String data = Payload.of("c", 12, 3);

        assertThat(data).startsWith("{\"id\":12,\"pad\":\"zzz\",\"sum\":");
        assertThat(Payload.read("c", data)).isEqualTo(new Payload(12, true));
        assertThat(Payload.read("d", data)).isEqualTo(new Payload(12, false));
        assertThat(Payload.read("c", data.replace("zzz", "zz"))).isEqualTo(new Payload(12, false));
        assertThat(Payload.read("c", "7")).isEqualTo(new Payload(0, false));
    }

    @Test
    void refusesJournalsThatContradictThemselves() {
        Event published = new Event.Published(1, "n", 1, "c", Outcome.ACKED, null);
        Event opened = new Event.Opened(1, "a", "a", "n");

        assertThatThrownBy(() -> Checker.check(List.of(published, published))).hasMessageContaining("unique");
        assertThatThrownBy(() -> Checker.check(List.of(opened, opened))).hasMessageContaining("opened twice");
        assertThatThrownBy(() -> Checker.check(List.of(new Event.Ended(1, "a"))))
                .hasMessageContaining("not opened");
    }

    private Path write(String name, List<Event> events) throws IOException {
        Path path = directory.resolve(name);
        try (Journal journal = new Journal(path)) {
            events.forEach(journal::add);
        }
        return path;
    }

    /** What is printed, and the exit code in a line of its own. */
    private static String judge(Path... paths) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        String[] names = Arrays.stream(paths).map(Path::toString).toArray(String[]::new);
        int code = Judge.judge(names, new PrintStream(out, true, StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8) + code;
    }
}
