package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.PublicationLog.Entry;
import dev.turbine.spi.PublicationLog.Page;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Pages are right whatever happens to a stream while they are read. */
class PageReadTest {
    private static final String NEWS = "news";
    private static final String OTHER = "other";

    private static @Nullable Page read(FakeStream stream, long after, int limit, boolean newest) {
        AtomicInteger ends = new AtomicInteger();
        Page page = read(stream, after, limit, newest, ends::incrementAndGet);
        assertThat(ends).hasValue(1);
        return page;
    }

    private static @Nullable Page read(FakeStream stream, long after, int limit, boolean newest, Runnable takesNoMore) {
        AtomicReference<@Nullable Page> told = new AtomicReference<>();
        PageRead.Wanted wanted = new PageRead.Wanted(NEWS, after, limit, newest);
        long deadline = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
        new PageRead(stream, wanted, deadline, takesNoMore, told::set).start();
        stream.answerAll();
        assertThat(stream.isClosed()).isTrue();
        return told.get();
    }

    private static List<Long> places(@Nullable Page page) {
        return Objects.requireNonNull(page).entries().stream()
                .map(Entry::offset)
                .toList();
    }

    private static FakeStream filled(int count) {
        FakeStream stream = new FakeStream(1_000, () -> {});
        for (int i = 0; i < count; i++) {
            stream.append(NEWS);
        }
        stream.storeThere(count);
        return stream;
    }

    /** Its clock is ahead. */
    @Test
    void whatTheServerOfTheConsumerHasForgottenComesFromTheLeader() {
        FakeStream stream = filled(900);
        stream.ageThere(40);
        Page page = read(stream, 0, 1_000, false);
        assertThat(places(page)).isEqualTo(stream.places(NEWS));
        assertThat(page.complete()).isTrue();
        assertThat(stream.answers()).as("the rest comes in batches").isBetween(40, 55);
    }

    @Test
    void whatTheServerOfTheConsumerDoesNotHaveYetComesFromTheLeader() {
        FakeStream stream = filled(600);
        for (int i = 0; i < 20; i++) {
            stream.append(NEWS);
        }
        assertThat(places(read(stream, 0, 1_000, true))).isEqualTo(stream.places(NEWS));
    }

    @Test
    void whatTheConsumerHasSentTooLateComesFromTheLeader() {
        FakeStream[] stream = new FakeStream[1];
        stream[0] = new FakeStream(1_000, () -> stream[0].lose(stream[0].answers() == 7 ? 30 : 0));
        for (int i = 0; i < 300; i++) {
            stream[0].append(NEWS);
        }
        stream[0].storeThere(300);
        stream[0].maxBatch(100);
        assertThat(places(read(stream[0], 0, 1_000, false))).isEqualTo(stream[0].places(NEWS));
        assertThat(stream[0].answers()).isBetween(30, 60);
    }

    @Test
    void whatTheLeaderAloneHasForgottenIsNotWaitedFor() {
        FakeStream[] stream = new FakeStream[1];
        stream[0] = new FakeStream(100, () -> {
            if (stream[0].answers() == 7) {
                for (int i = 0; i < 50; i++) {
                    stream[0].append(NEWS);
                }
            }
            stream[0].storeThere(stream[0].answers() == 10 ? 50 : 0);
        });
        for (int i = 0; i < 100; i++) {
            stream[0].append(NEWS);
        }
        stream[0].storeThere(100);
        stream[0].maxBatch(20);
        assertThat(places(read(stream[0], 0, 1_000, false)))
                .isEqualTo(stream[0].places(NEWS).subList(50, 100));
        assertThat(stream[0].answers()).isLessThan(30);
    }

    /** One was pushed out, and when those that did it are counted, one of them has aged. */
    @Test
    void whatAgesBeforeItIsCountedProvesNothing() {
        FakeStream[] stream = new FakeStream[1];
        AtomicInteger times = new AtomicInteger();
        stream[0] = new FakeStream(3, () -> stream[0].age(times.incrementAndGet() == 6 ? 3 : 0));
        stream[0].append(OTHER);
        for (int i = 0; i < 4; i++) {
            stream[0].append(NEWS);
        }
        Page page = Objects.requireNonNull(read(stream[0], 0, 10, false));
        assertThat(page.complete()).isFalse();
        assertThat(places(page)).containsExactly(4L, 5L);
    }

    @Test
    void aChannelThatHasNeverHadOneTakesTwoQuestionsAndItsTurnOne() {
        FakeStream stream = new FakeStream(10, () -> {});
        stream.append(OTHER);
        AtomicInteger turn = new AtomicInteger();
        Page page = Objects.requireNonNull(read(stream, 0, 10, false, () -> turn.set(stream.answers())));
        assertThat(turn).hasValue(1);
        assertThat(page.entries()).isEmpty();
        assertThat(page.complete()).isTrue();
        assertThat(stream.answers()).isEqualTo(2);
    }

    @Test
    void whetherAChannelHasNeverHadOneNobodyKnowsOnceTheStreamHasForgotten() {
        FakeStream stream = new FakeStream(10, () -> {});
        stream.append(NEWS);
        stream.append(OTHER);
        stream.age(1);
        assertThat(Objects.requireNonNull(read(stream, 0, 10, false)).complete())
                .isFalse();
        assertThat(Objects.requireNonNull(read(stream, 1, 10, false)).complete())
                .isTrue();
    }

    /** The last of a channel ages, and then a new one comes, while an answer is on its way. */
    @Test
    void noPageHasAHoleOrClaimsWhatIsNotSo() {
        int complete = 0;
        int partial = 0;
        for (int seed = 0; seed < 10_000; seed++) {
            Page page = new Chance(seed).read();
            complete += page.complete() && !page.entries().isEmpty() ? 1 : 0;
            partial += page.complete() || page.entries().isEmpty() ? 0 : 1;
        }
        assertThat(complete).isGreaterThan(1_000);
        assertThat(partial).isGreaterThan(1_000);
    }

    private static final class Chance {
        private final int seed;
        private final Random random;
        private final FakeStream stream;
        private final int unrest;

        Chance(int seed) {
            this.seed = seed;
            random = new Random(seed);
            unrest = 2 + random.nextInt(40);
            stream = new FakeStream(random.nextInt(4) == 0 ? 1 + random.nextInt(6) : 100, this::happen);
            stream.maxBatch(1 + random.nextInt(8));
        }

        private void happen() {
            while (random.nextInt(unrest) == 0) {
                switch (random.nextInt(7)) {
                    case 0 -> stream.age(1 + random.nextInt(4));
                    case 1 -> stream.ageThere(1 + random.nextInt(4));
                    case 2 -> stream.lose(random.nextInt(4));
                    case 3 -> stream.append(OTHER);
                    default -> stream.append(NEWS);
                }
                stream.storeThere(random.nextInt(3));
            }
        }

        Page read() {
            for (int i = random.nextInt(40); i > 0; i--) {
                stream.append(random.nextInt(3) > 0 ? NEWS : OTHER);
            }
            stream.storeThere(random.nextInt(60));
            stream.age(random.nextInt(3) == 0 ? random.nextInt(50) : 0);
            stream.ageThere(random.nextInt(10));
            int there = stream.places(NEWS).size();
            int all = there + stream.places(OTHER).size();
            long after = random.nextInt(3) == 0 ? 0 : random.nextInt(all + 2);
            int limit = random.nextInt(2) == 0 ? 1_000 : random.nextInt(12);
            boolean newest = random.nextBoolean();
            Page page = PageReadTest.read(stream, after, limit, newest);
            assertThat(page).as("seed %d", seed).isNotNull();
            judge(page, stream.places(NEWS).subList(0, there), after, limit, newest);
            return page;
        }

        private void judge(Page page, List<Long> before, long after, int limit, boolean newest) {
            String what = "seed " + seed + ", after " + after + ", limit " + limit + ", newest " + newest + ": " + page;
            List<Long> come = places(page);
            List<Long> due =
                    stream.places(NEWS).stream().filter(place -> place > after).toList();
            int from = come.isEmpty() ? 0 : due.indexOf(come.get(0));
            assertThat(come).as(what).hasSizeLessThanOrEqualTo(limit).isEqualTo(due.subList(from, from + come.size()));
            for (int i = 1; i < come.size(); i++) {
                assertThat(page.entries().get(i).previous()).as(what).isEqualTo(come.get(i - 1));
            }
            if (!page.complete()) {
                return;
            }
            assertThat(after).as(what).isLessThanOrEqualTo(stream.stored());
            assertThat(from).as(what).isZero();
            assertThat(come.isEmpty() ? after : page.entries().get(0).previous())
                    .as(what)
                    .isEqualTo(after);
            if (newest || come.size() < limit) {
                assertThat(come)
                        .as(what)
                        .containsAll(
                                before.stream().filter(place -> place > after).toList());
            }
        }
    }
}
