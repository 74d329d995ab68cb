package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Limit;
import dev.turbine.api.Position;
import dev.turbine.spi.Message;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class HistoryTest {
    private static final PageSize ALL = new PageSize(1_000, 1 << 20);

    private final HistoryMemory memory = memory(1 << 20, 1 << 20);
    private final List<String> evicted = new ArrayList<>();

    private static HistoryMemory memory(long channel, long node) {
        Limits limits = new Limits(
                Map.of(Limit.CHANNEL_HISTORY_BYTES, channel, Limit.NODE_HISTORY_BYTES, node, Limit.SHARDS, 1L));
        return new HistoryMemory(limits, new ShardCounters());
    }

    private History history(int size, HistoryMemory memory, String name) {
        ChannelOptions options = ChannelOptions.none().history(size, Duration.ofNanos(100_000_000));
        return new History(options, memory, "epoch", () -> evicted.add(name));
    }

    private static HistoryEntry entry(long offset, long at) {
        return new HistoryEntry(offset, Message.text("m" + offset), 1, null, at);
    }

    private static void append(History history, long offset, long at) {
        history.append(entry(offset, at));
    }

    private static List<Long> offsets(HistoryPage page) {
        return page.entries().stream().map(HistoryEntry::offset).toList();
    }

    @Test
    void keepsTheNewest() {
        History history = history(3, memory, "a");
        for (int i = 1; i <= 5; i++) {
            append(history, i, 0);
        }
        assertThat(offsets(history.after(0, ALL))).containsExactly(3L, 4L, 5L);
        assertThat(history.reaches(new Position("epoch", 1))).isFalse();
        assertThat(history.reaches(new Position("epoch", 2))).isTrue();
        assertThat(history.reaches(new Position("epoch", 5))).isTrue();
        assertThat(history.reaches(new Position("epoch", 6))).isFalse();
        assertThat(history.reaches(new Position("other", 5))).isFalse();
        assertThat(history.after(1, ALL).complete()).isFalse();
    }

    @Test
    void forgetsWhatIsTooOldButNotWhereItStands() {
        History history = history(3, memory, "a");
        append(history, 1, 0);
        append(history, 2, 50_000_000);

        assertThat(history.expire(99_999_999)).isEqualTo(100_000_000);
        assertThat(history.expire(100_000_000)).isEqualTo(150_000_000);
        assertThat(offsets(history.after(1, ALL))).containsExactly(2L);
        assertThat(history.expire(150_000_000)).isEqualTo(Timers.NEVER);
        assertThat(history.position()).isEqualTo(new Position("epoch", 2));
        assertThat(history.reaches(new Position("epoch", 1))).isFalse();
        assertThat(history.reaches(new Position("epoch", 2))).isTrue();
    }

    @Test
    void aPageEndsAtItsBoundsButHoldsAtLeastOne() {
        History history = history(10, memory, "a");
        for (int i = 1; i <= 5; i++) {
            append(history, i, 0);
        }
        assertThat(offsets(history.after(1, new PageSize(2, 1 << 20)))).containsExactly(2L, 3L);
        assertThat(offsets(history.after(1, new PageSize(9, 1)))).containsExactly(2L);
        assertThat(history.after(5, ALL)).isEqualTo(new HistoryPage(List.of(), 5, true, true));
    }

    @Test
    void offsetsOfALogMayHaveHoles() {
        History history = history(10, memory, "a");
        for (long offset : new long[] {7, 19, 20, 44}) {
            append(history, offset, 0);
        }
        assertThat(offsets(history.after(19, ALL))).containsExactly(20L, 44L);
        assertThat(offsets(history.after(21, ALL))).containsExactly(44L);
    }

    @Test
    void oneChannelHoldsNoMoreThanItsBytes() {
        History history = history(1_000, memory(3 * entry(1, 0).bytes(), 1 << 20), "a");
        for (int i = 1; i <= 9; i++) {
            append(history, i, 0);
        }
        assertThat(offsets(history.after(0, ALL))).containsExactly(7L, 8L, 9L);
    }

    @Test
    void theChannelThatWasPublishedToTheLongestAgoMakesRoom() {
        int bytes = entry(1, 0).bytes();
        HistoryMemory small = memory(1 << 20, 3 * 512 + 3L * bytes);
        History a = history(10, small, "a");
        History b = history(10, small, "b");
        History c = history(10, small, "c");
        append(a, 1, 0);
        append(b, 1, 0);
        append(c, 1, 0);
        append(a, 2, 0);
        assertThat(evicted).containsExactly("b");
        for (int i = 3; evicted.size() == 1; i++) {
            append(a, i, 0);
        }
        assertThat(evicted).containsExactly("b", "c");
        assertThat(c.size()).isZero();
        assertThat(c.position().offset()).isEqualTo(1);
        assertThat(offsets(a.after(0, ALL))).contains(1L, 2L, 3L);
    }

    @Test
    void namesThatNobodyPublishesToPushNoPublicationOut() {
        HistoryMemory small = memory(1 << 20, 3 * 512 + 3L * entry(1, 0).bytes());
        History read = history(10, small, "published");
        append(read, 1, 0);
        for (int i = 1; i <= 100; i++) {
            history(10, small, "asked for " + i);
        }
        assertThat(read.size()).isEqualTo(1);
        assertThat(evicted).hasSize(98).startsWith("asked for 1", "asked for 2");
    }

    @Test
    void whatIsInUseAndTakesTooMuchCostsOthersNoMoreThanItself() {
        HistoryMemory small = memory(1 << 20, 4 * 512);
        List<History> inUse = new ArrayList<>();
        for (int i = 1; i <= 100; i++) {
            inUse.add(history(10, small, "in use"));
        }
        append(inUse.get(0), 1, 0);
        append(inUse.get(1), 1, 0);
        assertThat(inUse.get(0).size()).isEqualTo(1);
        assertThat(inUse.get(1).size()).isEqualTo(1);
    }

    @Test
    void startsAfreshInAnotherEpoch() {
        History history = history(10, memory, "a");
        append(history, 1, 0);
        history.restart("new", 0);
        assertThat(history.position()).isEqualTo(new Position("new", 0));
        assertThat(history.size()).isZero();
        assertThat(history.reaches(new Position("epoch", 1))).isFalse();
    }

    @Test
    void agreesWithAPlainList() {
        for (int seed = 0; seed < 200; seed++) {
            compare(new SplittableRandom(seed));
        }
    }

    private void compare(SplittableRandom random) {
        int size = 1 + random.nextInt(9);
        History history = history(size, memory, "a");
        List<Long> model = new ArrayList<>();
        long now = 0;
        for (int step = 0; step < 100; step++) {
            if (random.nextInt(4) == 0) {
                now += random.nextInt(60_000_000);
                history.expire(now);
            }
            long offset = history.top() + 1 + random.nextInt(3);
            append(history, offset, now);
            model.add(offset);
            List<Long> kept = model.subList(model.size() - history.size(), model.size());
            assertThat(history.size()).isBetween(1, size);
            long since = model.get(random.nextInt(model.size()));
            HistoryPage page = history.after(since, ALL);
            assertThat(page.complete()).isEqualTo(history.reaches(new Position("epoch", since)));
            if (page.complete()) {
                assertThat(offsets(page))
                        .isEqualTo(model.stream().filter(o -> o > since).toList());
            }
            assertThat(offsets(history.after(0, ALL))).isEqualTo(kept);
        }
    }
}
