package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Limit;
import dev.turbine.api.OverflowPolicy;
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
    private static final Subscribers.Channel CHANNEL = new Subscribers().begin("channel", ChannelOptions.none());
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
        return publication("p".repeat(bytes));
    }

    private static OutboundMessage publication(String text) {
        return OutboundMessage.publication(Message.text(text), CHANNEL);
    }

    private static OutboundMessage reply(String text) {
        return OutboundMessage.reply(Message.text(text));
    }

    private static boolean offer(Outbox outbox, OutboundMessage publication) {
        return outbox.offer(publication, OverflowPolicy.DROP_NEWEST);
    }

    private boolean offer(OutboundMessage publication) {
        return offer(outbox, publication);
    }

    private long counted(Counter counter) {
        memory.counters.publish();
        long[] sum = new long[Counter.values().length];
        memory.counters.addTo(sum);
        return sum[counter.ordinal()];
    }

    private static List<String> texts(List<Message> batch) {
        return batch.stream().map(Message::text).toList();
    }

    @Test
    void isBoundedByTheNumberOfPublications() {
        for (int i = 0; i < 4; i++) {
            assertThat(offer(outbox, publication(1))).isTrue();
        }
        assertThat(offer(outbox, publication(1))).isFalse();
        assertThat(outbox.publications()).isEqualTo(4);
        assertThat(outbox.reclaimableBytes()).isEqualTo(4);
        assertThat(counted(Counter.OFFERED)).isEqualTo(5);
        assertThat(counted(Counter.DELIVERED)).isEqualTo(4);
        assertThat(counted(Counter.DROPPED_MESSAGES)).isEqualTo(1);
    }

    @Test
    void isBoundedByTheBytesOfPublications() {
        assertThat(offer(outbox, publication(101))).isFalse();
        assertThat(offer(outbox, publication(60))).isTrue();
        assertThat(offer(outbox, publication(41))).isFalse();
        assertThat(offer(outbox, publication(40))).isTrue();
        assertThat(offer(outbox, publication(0))).isTrue();
        assertThat(memory.totalBytes()).isEqualTo(100);
        assertThat(counted(Counter.DROPPED_BYTES)).isEqualTo(2);
    }

    @Test
    void whatIsInFlightCountsAgainstTheBoundsUntilItIsWritten() {
        for (int i = 0; i < 4; i++) {
            offer(outbox, publication(25));
        }
        outbox.take();
        assertThat(outbox.isInFlight()).isTrue();
        assertThat(offer(outbox, publication(1))).isFalse();

        assertThat(outbox.written(true)).as("replies").isZero();

        assertThat(outbox.isInFlight()).isFalse();
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(memory.totalBytes()).isZero();
        assertThat(offer(outbox, publication(100))).isTrue();
    }

    @Test
    void aReplyIsNeverDroppedAndCountsAgainstNoBoundOfPublications() {
        for (int i = 0; i < 4; i++) {
            offer(outbox, publication(25));
        }
        for (int i = 0; i < 50; i++) {
            outbox.add(reply("reply"));
        }
        assertThat(outbox.holdsOthers()).isTrue();
        assertThat(outbox.publications()).isEqualTo(4);
        assertThat(outbox.reclaimableBytes()).isEqualTo(100 + 50 * 5);
        assertThat(outbox.take()).hasSize(54);
        assertThat(outbox.written(true)).isEqualTo(50);
        assertThat(outbox.holdsOthers()).isFalse();
    }

    @Test
    void keepsTheOrderOfRepliesAndPublications() {
        offer(outbox, publication("1"));
        outbox.add(reply("2"));
        offer(outbox, publication("3"));

        assertThat(texts(outbox.take())).containsExactly("1", "2", "3");
    }

    @Test
    void whatDoesNotFitDropsNothing() {
        for (OverflowPolicy policy : List.of(OverflowPolicy.DROP_OLDEST, OverflowPolicy.CONFLATE)) {
            Outbox own = new Outbox(memory(4, 100, 1_000));
            own.offer(publication("old"), policy);
            assertThat(own.offer(publication(101), policy)).as("%s", policy).isFalse();
            assertThat(texts(own.take())).as("%s", policy).containsExactly("old");
        }
    }

    @Test
    void whatIsInFlightMakesNoRoom() {
        offer(publication(60));
        outbox.take();
        outbox.offer(publication(30), OverflowPolicy.DROP_OLDEST);
        assertThat(outbox.offer(publication(50), OverflowPolicy.DROP_OLDEST)).isFalse();
        assertThat(outbox.publications()).isEqualTo(2);
        assertThat(outbox.offer(publication(40), OverflowPolicy.DROP_OLDEST)).isTrue();
        assertThat(outbox.publications()).isEqualTo(2);
    }

    @Test
    void theOldestOfTheSameChannelMakesRoomUnlessItIsInFlight() {
        Subscribers.Channel other = new Subscribers().begin("other", ChannelOptions.none());
        offer(publication("1"));
        outbox.take();
        outbox.offer(OutboundMessage.publication(Message.text("other"), other), OverflowPolicy.DROP_OLDEST);
        offer(publication("2"));
        offer(publication("3"));

        assertThat(outbox.offer(publication("4"), OverflowPolicy.DROP_OLDEST)).isTrue();

        outbox.written(true);
        assertThat(texts(outbox.take())).containsExactly("other", "3", "4");
        assertThat(counted(Counter.DISCARDED_OVERTAKEN)).isEqualTo(1);
        assertThat(outbox.offer(publication("5"), OverflowPolicy.DROP_OLDEST)).isTrue();
        assertThat(outbox.offer(publication("6"), OverflowPolicy.DROP_OLDEST))
                .as("in place of 5")
                .isTrue();
        outbox.written(true);
        assertThat(texts(outbox.take())).containsExactly("6");
    }

    @Test
    void ofAConflatedChannelOnlyTheLatestWaits() {
        outbox.offer(publication("1"), OverflowPolicy.CONFLATE);
        outbox.take();
        for (String text : List.of("2", "3", "4")) {
            assertThat(outbox.offer(publication(text), OverflowPolicy.CONFLATE)).isTrue();
        }
        outbox.written(true);
        assertThat(texts(outbox.take())).containsExactly("4");
        assertThat(counted(Counter.DISCARDED_OVERTAKEN)).isEqualTo(2);
        assertThat(counted(Counter.PENDING)).isEqualTo(1);
    }

    @Test
    void whoComesAndGoesIsNotTheLatestOfAConflatedChannel() {
        offer(OutboundMessage.announcement(Message.text("join")));
        offer(OutboundMessage.announcement(Message.text("leave")));
        for (String text : List.of("1", "2", "3")) {
            outbox.offer(publication(text), OverflowPolicy.CONFLATE);
        }
        assertThat(texts(outbox.take())).containsExactly("join", "leave", "3");
    }

    @Test
    void whatIsToCatchUpIsNotCountedAsDropped() {
        assertThat(outbox.offer(publication(101), OverflowPolicy.CATCH_UP)).isFalse();
        assertThat(counted(Counter.OFFERED)).isZero();
    }

    @Test
    void aBatchHolds32KilobytesOrOneMessage() {
        Outbox large = new Outbox(memory(100, 10 << 20, 100 << 20));
        int half = 16 << 10;
        for (int bytes : new int[] {half, half, 1, 200 << 10, 1, 1}) {
            assertThat(offer(large, publication(bytes))).isTrue();
        }
        assertThat(large.take()).hasSize(2);
        large.written(true);
        assertThat(large.take()).hasSize(1);
        large.written(true);
        assertThat(large.take()).as("larger than a batch, alone").hasSize(1);
        large.written(true);
        assertThat(large.take()).hasSize(2);
        large.written(true);
        assertThat(large.isEmpty()).isTrue();
    }

    @Test
    void discardingKeepsRepliesAndWhatIsInFlight() {
        offer(outbox, publication("1"));
        outbox.add(reply("2"));
        outbox.take();
        offer(outbox, publication("3"));
        outbox.add(reply("4"));
        offer(outbox, publication("5"));
        outbox.add(reply("6"));

        outbox.discardPublications();

        assertThat(counted(Counter.DISCARDED_CLOSED)).isEqualTo(2);
        assertThat(outbox.publications()).isEqualTo(1);
        assertThat(outbox.written(true)).isEqualTo(1);
        assertThat(outbox.publications()).isZero();
        assertThat(texts(outbox.take())).containsExactly("4", "6");
        assertThat(outbox.written(true)).isEqualTo(2);
        assertThat(outbox.isEmpty()).isTrue();
        assertThat(memory.totalBytes()).isZero();
        outbox.discardPublications();
        assertThat(counted(Counter.DISCARDED_CLOSED)).isEqualTo(2);
    }

    @Test
    void givesItsMemoryBackOnceEvenIfItIsWrittenLater() {
        offer(outbox, publication(10));
        outbox.add(reply("reply"));
        assertThat(memory.totalBytes()).isEqualTo(15);
        outbox.take();
        assertThat(memory.totalBytes()).as("joined as well").isEqualTo(15 + 15 + 2 * HEAD_BYTES);

        outbox.releaseMemory();
        outbox.releaseMemory();
        assertThat(memory.totalBytes()).isZero();
        assertThat(outbox.reclaimableBytes()).isZero();
        assertThat(outbox.publications()).as("still counted").isEqualTo(1);

        outbox.written(true);
        assertThat(memory.totalBytes()).isZero();
        assertThat(outbox.publications()).isZero();
    }

    @Test
    void aMessageThatOutboxesShareIsCountedOnce() {
        Outbox other = new Outbox(memory);
        OutboundMessage shared = publication(50);
        offer(outbox, shared);
        offer(other, shared);
        assertThat(memory.totalBytes()).isEqualTo(50);
        assertThat(outbox.reclaimableBytes() + other.reclaimableBytes()).isEqualTo(50);

        outbox.take();
        outbox.written(true);
        assertThat(memory.totalBytes()).isEqualTo(50);

        other.releaseMemory();
        assertThat(memory.totalBytes()).isZero();
    }

    @Test
    void outboxesWithTheSameMessagesShareTheirBatch() {
        Outbox other = new Outbox(memory);
        Outbox third = new Outbox(memory);
        for (OutboundMessage shared : List.of(publication(20), publication(30))) {
            offer(outbox, shared);
            offer(other, shared);
        }
        offer(third, publication(20));
        offer(third, publication(30));

        Batch batch = outbox.take();
        assertThat(other.take()).isSameAs(batch);
        assertThat(third.take()).as("equal, but not the same").isNotSameAs(batch);

        long joined = 50 + 2 * HEAD_BYTES;
        assertThat(memory.totalBytes()).isEqualTo(2 * (50 + joined));
        outbox.written(true);
        assertThat(memory.totalBytes()).as("the other still holds it").isEqualTo(2 * (50 + joined));
        other.written(true);
        third.written(true);
        assertThat(memory.totalBytes()).isZero();
    }

    @Test
    void theMemoryOfAShardIsItsShareOfTheNodes() {
        Limits limits = new Limits(Map.of(Limit.NODE_OUTBOUND_BYTES, 100L, Limit.SHARDS, 4L));
        OutboxMemory share = new OutboxMemory(limits, new ShardCounters());
        Outbox one = new Outbox(share);
        offer(one, publication(25));
        assertThat(share.isExceeded()).isFalse();
        offer(one, publication(1));
        assertThat(share.isExceeded()).isTrue();
    }

    @Test
    void trimmingKeepsWhatItHolds() {
        outbox.trim();
        offer(outbox, publication(3));
        outbox.trim();
        assertThat(texts(outbox.take())).containsExactly("ppp");
        outbox.trim();
        outbox.written(true);
        outbox.trim();
        assertThat(offer(outbox, publication(2))).isTrue();
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
                assertThat(outbox.written(true)).isEqualTo((int)
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
            outbox.add(reply(text));
            model.add(text);
        } else if (offer(outbox, publication(text))) {
            model.add(text);
        }
    }
}
