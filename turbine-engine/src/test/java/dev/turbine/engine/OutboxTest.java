package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Limit;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Message;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class OutboxTest {
    private static final int HEAD_BYTES = 2; // of a frame with less than 126 bytes

    private final OutboxMemory memory = memory(4, 100, 1_000);
    private final Outbox outbox = new Outbox(memory);

    private static OutboxMemory memory(long messages, long bytes, long node) {
        Limits limits = new Limits(Map.of(
                Limit.OUTBOUND_MESSAGES, messages,
                Limit.OUTBOUND_BYTES, bytes,
                Limit.NODE_OUTBOUND_BYTES, node,
                Limit.SHARDS, 1L));
        return new OutboxMemory(limits, new ShardCounters());
    }

    private static OutboundMessage publication(int bytes) {
        return new OutboundMessage(Message.text("p".repeat(bytes)), false);
    }

    private static List<String> texts(List<Message> batch) {
        return batch.stream().map(Message::text).toList();
    }

    @Test
    void isBoundedByTheNumberOfPublications() {
        for (int i = 0; i < 4; i++) {
            assertThat(outbox.offer(publication(1))).isEqualTo(Counter.DELIVERED);
        }
        assertThat(outbox.offer(publication(1))).isEqualTo(Counter.DROPPED_MESSAGES);
        assertThat(outbox.publications()).isEqualTo(4);
        assertThat(outbox.bytes()).isEqualTo(4);
    }

    @Test
    void isBoundedByTheBytesOfPublications() {
        assertThat(outbox.offer(publication(101))).isEqualTo(Counter.DROPPED_BYTES);
        assertThat(outbox.offer(publication(60))).isEqualTo(Counter.DELIVERED);
        assertThat(outbox.offer(publication(41))).isEqualTo(Counter.DROPPED_BYTES);
        assertThat(outbox.offer(publication(40))).isEqualTo(Counter.DELIVERED);
        assertThat(outbox.offer(publication(0))).isEqualTo(Counter.DELIVERED);
        assertThat(memory.totalBytes()).isEqualTo(100);
    }

    @Test
    void whatIsInFlightCountsAgainstTheBoundsUntilItIsWritten() {
        for (int i = 0; i < 4; i++) {
            outbox.offer(publication(25));
        }
        outbox.take();
        assertThat(outbox.isInFlight()).isTrue();
        assertThat(outbox.offer(publication(1))).isEqualTo(Counter.DROPPED_MESSAGES);

        assertThat(outbox.written()).as("replies").isZero();

        assertThat(outbox.isInFlight()).isFalse();
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(memory.totalBytes()).isZero();
        assertThat(outbox.offer(publication(100))).isEqualTo(Counter.DELIVERED);
    }

    @Test
    void aReplyIsNeverDroppedAndCountsAgainstNoBoundOfPublications() {
        for (int i = 0; i < 4; i++) {
            outbox.offer(publication(25));
        }
        for (int i = 0; i < 50; i++) {
            outbox.addReply(Message.text("reply"));
        }
        assertThat(outbox.holdsReply()).isTrue();
        assertThat(outbox.publications()).isEqualTo(4);
        assertThat(outbox.bytes()).isEqualTo(100);
        assertThat(outbox.take()).hasSize(54);
        assertThat(outbox.written()).isEqualTo(50);
        assertThat(outbox.holdsReply()).isFalse();
    }

    @Test
    void keepsTheOrderOfRepliesAndPublications() {
        outbox.offer(new OutboundMessage(Message.text("1"), false));
        outbox.addReply(Message.text("2"));
        outbox.offer(new OutboundMessage(Message.text("3"), false));

        assertThat(texts(outbox.take())).containsExactly("1", "2", "3");
    }

    @Test
    void aBatchHolds32KilobytesOrOneMessage() {
        Outbox large = new Outbox(memory(100, 10 << 20, 100 << 20));
        int half = 16 << 10;
        for (int bytes : new int[] {half, half, 1, 200 << 10, 1, 1}) {
            assertThat(large.offer(publication(bytes))).isEqualTo(Counter.DELIVERED);
        }
        assertThat(large.take()).hasSize(2);
        large.written();
        assertThat(large.take()).hasSize(1);
        large.written();
        assertThat(large.take()).as("larger than a batch, alone").hasSize(1);
        large.written();
        assertThat(large.take()).hasSize(2);
        large.written();
        assertThat(large.isEmpty()).isTrue();
    }

    @Test
    void discardingKeepsRepliesAndWhatIsInFlight() {
        outbox.offer(new OutboundMessage(Message.text("1"), false));
        outbox.addReply(Message.text("2"));
        outbox.take();
        outbox.offer(new OutboundMessage(Message.text("3"), false));
        outbox.addReply(Message.text("4"));
        outbox.offer(new OutboundMessage(Message.text("5"), false));
        outbox.addReply(Message.text("6"));

        assertThat(outbox.discardPublications()).isEqualTo(2);

        assertThat(outbox.publications()).isEqualTo(1);
        assertThat(outbox.written()).isEqualTo(1);
        assertThat(outbox.publications()).isZero();
        assertThat(texts(outbox.take())).containsExactly("4", "6");
        assertThat(outbox.written()).isEqualTo(2);
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(memory.totalBytes()).isZero();
        assertThat(outbox.discardPublications()).isZero();
    }

    @Test
    void givesItsMemoryBackOnceEvenIfItIsWrittenLater() {
        outbox.offer(publication(10));
        outbox.addReply(Message.text("reply"));
        assertThat(memory.totalBytes()).isEqualTo(15);
        outbox.take();
        assertThat(memory.totalBytes()).as("joined as well").isEqualTo(15 + 15 + 2 * HEAD_BYTES);

        outbox.releaseMemory();
        outbox.releaseMemory();
        assertThat(memory.totalBytes()).isZero();
        assertThat(outbox.bytes()).isZero();
        assertThat(outbox.publications()).as("still counted").isEqualTo(1);

        outbox.written();
        assertThat(memory.totalBytes()).isZero();
        assertThat(outbox.publications()).isZero();
    }

    @Test
    void aMessageThatOutboxesShareIsCountedOnce() {
        Outbox other = new Outbox(memory);
        OutboundMessage shared = publication(50);
        outbox.offer(shared);
        other.offer(shared);
        assertThat(memory.totalBytes()).isEqualTo(50);
        assertThat(outbox.bytes() + other.bytes()).isEqualTo(100);

        outbox.take();
        outbox.written();
        assertThat(memory.totalBytes()).isEqualTo(50);

        other.releaseMemory();
        assertThat(memory.totalBytes()).isZero();
    }

    @Test
    void outboxesWithTheSameMessagesShareTheirBatch() {
        Outbox other = new Outbox(memory);
        Outbox third = new Outbox(memory);
        for (OutboundMessage shared : List.of(publication(20), publication(30))) {
            outbox.offer(shared);
            other.offer(shared);
        }
        third.offer(publication(20));
        third.offer(publication(30));

        Batch batch = outbox.take();
        assertThat(other.take()).isSameAs(batch);
        assertThat(third.take()).as("equal, but not the same").isNotSameAs(batch);

        long joined = 50 + 2 * HEAD_BYTES;
        assertThat(memory.totalBytes()).isEqualTo(2 * (50 + joined));
        outbox.written();
        assertThat(memory.totalBytes()).as("the other still holds it").isEqualTo(2 * (50 + joined));
        other.written();
        third.written();
        assertThat(memory.totalBytes()).isZero();
    }

    @Test
    void theMemoryOfAShardIsItsShareOfTheNodes() {
        Limits limits = new Limits(Map.of(Limit.NODE_OUTBOUND_BYTES, 100L, Limit.SHARDS, 4L));
        OutboxMemory share = new OutboxMemory(limits, new ShardCounters());
        Outbox one = new Outbox(share);
        one.offer(publication(25));
        assertThat(share.isExceeded()).isFalse();
        one.offer(publication(1));
        assertThat(share.isExceeded()).isTrue();
    }

    @Test
    void trimmingKeepsWhatItHolds() {
        outbox.trim();
        outbox.offer(publication(3));
        outbox.trim();
        assertThat(texts(outbox.take())).containsExactly("ppp");
        outbox.trim();
        outbox.written();
        outbox.trim();
        assertThat(outbox.offer(publication(2))).isEqualTo(Counter.DELIVERED);
        assertThat(texts(outbox.take())).containsExactly("pp");
    }

    @Test
    void agreesWithAPlainQueue() {
        for (int seed = 0; seed < 300; seed++) {
            compare(new SplittableRandom(seed));
        }
    }

    private static void compare(SplittableRandom random) {
        OutboxMemory memory = memory(20, 1 << 20, 1 << 30);
        Outbox outbox = new Outbox(memory);
        Deque<String> model = new ArrayDeque<>();
        List<String> inFlight = new ArrayList<>();
        for (int step = 0; step < 300; step++) {
            String text = (random.nextBoolean() ? "r" : "p") + step;
            if (random.nextInt(3) > 0) {
                add(outbox, model, text);
            } else if (!inFlight.isEmpty()) {
                assertThat(outbox.written()).isEqualTo((int)
                        inFlight.stream().filter(t -> t.startsWith("r")).count());
                inFlight.clear();
            } else if (random.nextInt(20) == 0) {
                outbox.discardPublications();
                model.removeIf(t -> t.startsWith("p"));
            } else if (!outbox.isEmpty()) {
                inFlight.addAll(texts(outbox.take()));
                assertThat(inFlight).containsExactlyElementsOf(model);
                model.clear();
            } else {
                outbox.trim();
            }
            int sent = inFlight.stream().mapToInt(String::length).sum();
            int joined = inFlight.size() < 2 ? 0 : sent + inFlight.size() * HEAD_BYTES;
            int left = model.stream().mapToInt(String::length).sum() + sent + joined;
            assertThat(memory.totalBytes()).isEqualTo(left);
        }
    }

    private static void add(Outbox outbox, Deque<String> model, String text) {
        if (text.startsWith("r")) {
            outbox.addReply(Message.text(text));
            model.add(text);
        } else if (outbox.offer(new OutboundMessage(Message.text(text), false)) == Counter.DELIVERED) {
            model.add(text);
        }
    }
}
