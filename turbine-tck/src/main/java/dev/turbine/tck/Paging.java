package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.PublicationLog.Entry;
import dev.turbine.spi.PublicationLog.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** L5 and L6: a page has what follows a place, and says that it is complete only if it is; L7: keys. */
interface Paging extends Logs {
    @Test
    default void l5APageHasWhatFollowsAPlace() {
        LogNode publisher = join();
        LogNode reader = join();
        int count = Math.min(logs().size(), 20);
        List<Long> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            places.add(publisher.appended("news", "m" + i));
            publisher.appended("other", "o" + i);
        }
        long top = places.get(count - 1);
        for (int from = 0; from <= count; from++) {
            long after = from == 0 ? 0 : places.get(from - 1);
            Page page = reader.readAfter("news", after);
            assertThat(page.top()).isEqualTo(top);
            assertThat(page.entries().stream().map(Entry::offset)).isEqualTo(places.subList(from, count));
            if (page.complete()) {
                Logs.assertChained(after, page.entries());
            }
        }
        assertThat(LogNode.texts(reader.read("news", places.get(0), 1, false))).containsExactly("m1");
        Page newest = reader.read("news", 0, 1, true);
        assertThat(LogNode.texts(newest)).containsExactly("m" + (count - 1));
        assertThat(newest.complete()).isFalse();
        assertThat(reader.read("news", 0, 0, false).top()).isEqualTo(top);
    }

    @Test
    default void l5AChannelOfWhichNothingIsHeldIsEmpty() {
        LogNode reader = join();
        Page page = reader.readAfter("nothing", 0);
        assertThat(page.top()).isZero();
        assertThat(page.entries()).isEmpty();
    }

    @Test
    default void l6APageIsCompleteIfThePlaceIsHeld() {
        LogNode publisher = join();
        List<Long> places = new ArrayList<>();
        int count = logs().size() * 2;
        for (int i = 0; i < count; i++) {
            places.add(publisher.appended("news", "m" + i));
            publisher.appended("other", "o" + i);
        }
        for (int i = count - logs().size(); i < count; i++) {
            assertThat(publisher.readAfter("news", places.get(i)).complete())
                    .as("complete after a place that is held")
                    .isTrue();
        }
    }

    @Test
    default void l6AWholeHistoryIsCompleteFromTheStart() {
        LogNode publisher = join();
        assertThat(publisher.readAfter("news", 0).complete()).isTrue();
        for (int i = 0; i < logs().size() - 1; i++) {
            publisher.append("news", "m" + i);
        }
        publisher.appended("other", "o");
        Page page = publisher.readAfter("news", 0);
        assertThat(page.complete()).isTrue();
        Logs.assertChained(0, page.entries());
        assertThat(publisher.read("news", 0, 1, false).complete())
                .as("one of several, from the start")
                .isTrue();
    }

    @Test
    default void l6NothingIsCompleteThatIsNot() {
        LogNode publisher = join();
        List<Long> places = new ArrayList<>(List.of(0L));
        Random random = new Random(7);
        int count = logs().size() * 2 + 2;
        for (int i = 1; i <= count; i++) {
            places.add(publisher.appended("news", "m" + i));
            if (random.nextInt(3) == 0) {
                publisher.appended("other", "o" + i);
            }
            if (i % Math.max(1, count / 12) == 0) {
                assertTrue(publisher, places);
            }
        }
        assertTrue(publisher, places);
        long beyond = places.get(count) + 1_000;
        assertThat(publisher.readAfter("news", beyond).complete())
                .as("complete after a place that there is not")
                .isFalse();
    }

    private void assertTrue(LogNode node, List<Long> places) {
        int count = places.size() - 1;
        for (int from = 0; from <= count; from += Math.max(1, count / 8)) {
            for (boolean newest : new boolean[] {false, true}) {
                for (int limit : new int[] {1, logs().size() / 2 + 1, LogNode.ALL}) {
                    long after = places.get(from);
                    Page page = node.read("news", after, limit, newest);
                    List<Long> come = page.entries().stream().map(Entry::offset).toList();
                    assertThat(places.subList(from + 1, count + 1)).containsAll(come);
                    if (page.complete()) {
                        int most = newest ? count : Math.min(count, from + limit);
                        assertThat(come)
                                .as(
                                        "complete page after entry %d of %d, limit %d, newest %s",
                                        from, count, limit, newest)
                                .isEqualTo(places.subList(from + 1, most + 1));
                    }
                }
            }
        }
    }

    /** While entries go at one end and come at the other: what a page has, it has without a hole. */
    @Test
    default void l6NoPageHasAHoleWhileOthersAppend() {
        LogNode publisher = join();
        LogNode reader = join();
        reader.follow("news");
        for (int i = 0; i < logs().size(); i++) {
            publisher.append("news", "before");
        }
        AtomicBoolean done = new AtomicBoolean();
        AtomicInteger ahead = new AtomicInteger(); // of the reader, whose buffer is not to overflow
        reader.onAppended((channel, entry) -> ahead.decrementAndGet());
        Thread stream = new Thread(
                () -> {
                    while (!done.get()) {
                        if (ahead.get() < 1_000) {
                            ahead.incrementAndGet();
                            publisher.append("news", "m").toCompletableFuture().join();
                        }
                    }
                },
                "stream");
        stream.setDaemon(true);
        stream.start();
        List<Page> pages = new ArrayList<>();
        List<Long> afters = new ArrayList<>();
        try {
            for (int i = 0; i < 60; i++) {
                List<Entry> come = reader.entries("news");
                int back = 1 + i * 7 % (logs().size() + 5);
                long after =
                        come.size() < back ? 0 : come.get(come.size() - back).offset();
                afters.add(after);
                pages.add(reader.read("news", after, LogNode.ALL, i % 2 == 0));
            }
        } finally {
            done.set(true);
        }
        long top = publisher.appended("news", "end");
        mesh().until("the end", () -> reader.texts("news").contains("end"));
        List<Long> all = reader.entries("news").stream()
                .map(Entry::offset)
                .filter(offset -> offset <= top)
                .toList();
        assertThat(reader.gaps()).isZero();
        for (int i = 0; i < pages.size(); i++) {
            assertNoHole(all, afters.get(i), pages.get(i));
        }
    }

    private static void assertNoHole(List<Long> all, long after, Page page) {
        List<Long> come = page.entries().stream().map(Entry::offset).toList();
        if (come.isEmpty()) {
            assertThat(page.complete() && page.top() > after).isFalse();
            return;
        }
        int from = all.indexOf(come.get(0));
        assertThat(come).isEqualTo(all.subList(from, from + come.size()));
        if (page.complete()) {
            assertThat(from == 0 ? 0 : all.get(from - 1)).isEqualTo(after);
            Logs.assertChained(after, page.entries());
        }
    }

    @Test
    default void l7AKeyIsAppendedOnce() {
        LogNode one = join();
        LogNode two = join();
        two.follow("news", "other");
        long place = one.appended("news", "first", "key");
        assertThat(one.appended("news", "again", "key")).isEqualTo(place);
        assertThat(two.appended("news", "from another node", "key")).isEqualTo(place);
        assertThat(one.appended("news", "another", "key 2")).isGreaterThan(place);
        assertThat(one.appended("other", "another channel", "key")).isGreaterThan(place);
        one.appended("news", "without");
        one.appended("news", "without");
        String odd = "k\r\n\u00e9 \ud83d\ude00:" + "x".repeat(300);
        long oddPlace = one.appended("news", "odd", odd);
        assertThat(two.appended("news", "odd again", odd)).isEqualTo(oddPlace);
        one.appended("news", "end");

        two.awaitText("news", "end");
        assertThat(two.texts("news")).containsExactly("first", "another", "without", "without", "odd", "end");
        two.awaitText("other", "another channel");
    }

    @Test
    default void l7AKeyIsRememberedAfterARestart() {
        LogNode one = join();
        long place = one.appended("news", "first", "key");
        int gaps = one.gaps();
        logs().restart();
        mesh().until("a gap", () -> one.gaps() > gaps);
        one.awaitReady();
        assertThat(one.appended("news", "again", "key")).isEqualTo(place);
        assertThat(LogNode.texts(one.readAfter("news", 0))).containsExactly("first");
    }
}
