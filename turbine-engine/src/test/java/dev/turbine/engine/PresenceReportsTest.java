package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.DirectBroker;
import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Limit;
import dev.turbine.api.NodeInfo;
import dev.turbine.api.PresenceResult;
import dev.turbine.engine.protocol.NodeReport;
import dev.turbine.engine.protocol.PresenceReport;
import dev.turbine.engine.protocol.PresenceReport.Kind;
import dev.turbine.spi.Broker.Forwarding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one node tells and asks the others of presence, and when: stepped by hand. */
class PresenceReportsTest {
    private static final String CHAT = "\u0001chat";

    private final ManualClock clock = new ManualClock();
    private final Map<Limit, Long> limits = new HashMap<>();
    private final List<PresenceReport> said = new ArrayList<>();
    private final RecordingBroker broker = new RecordingBroker();
    private Node node = node();

    /** Writes down all that the node says. */
    private final class RecordingBroker extends DirectBroker {
        RecordingBroker() {
            super(new Bus());
        }

        @Override
        public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
            said.add(PresenceReport.decode(payload));
            return super.publish(channel, payload);
        }
    }

    private Node node() {
        Map<String, ChannelOptions> channels = Map.of("*", ChannelOptions.none().presence());
        return HandNode.of("hand-000000000001", 1, limits, clock, broker, channels);
    }

    @BeforeEach
    void start() {
        broker.start(node);
        node.nodes.start();
        pass(10);
    }

    /** Lets time pass, and the shard do what comes up. */
    private void pass(long millis) {
        for (long i = 0; i < millis; i++) {
            round();
            clock.advanceMillis(1);
        }
        round();
    }

    private void round() {
        for (int i = 0; i < 3; i++) {
            shard().round();
        }
    }

    private Shard shard() {
        return node.shards().get(0);
    }

    private void join(String channel, String client, String user) {
        shard().post(() -> shard().homes.join(channel, client, user));
    }

    private void leave(String channel, String client) {
        shard().post(() -> shard().homes.leave(channel, client));
    }

    private static String id(int number) {
        return String.format("other-%012x", number);
    }

    private void meet(int number) {
        broker.hear(new NodeReport(new NodeInfo(id(number), Instant.EPOCH, 0, 0), null, false).encode());
        round();
    }

    private void hear(int number, Kind kind) {
        broker.hear(CHAT, PresenceReport.encode(id(number), kind, Map.of()));
    }

    private long count(Kind kind) {
        return said.stream().filter(report -> report.kind() == kind).count();
    }

    private List<String> clients() {
        List<String> clients = new ArrayList<>();
        node.queries()
                .presence(
                        "chat",
                        result -> result.clients().stream()
                                .map(PresenceResult.Client::id)
                                .forEach(clients::add));
        pass(400);
        return clients;
    }

    @Test
    void oneThatComesSaysOnceWhatItHasAndAsksOnce() {
        join("chat", "hand/1", "ann");
        pass(2_000);

        assertThat(said).hasSize(2);
        assertThat(said.get(0))
                .isEqualTo(new PresenceReport("hand-000000000001", Kind.ALL, Map.of("hand/1", "ann"), 0, true));
        assertThat(said.get(1).kind()).isEqualTo(Kind.ASK);
    }

    @Test
    void thoseWhoAskTogetherShareAnAnswer() {
        join("chat", "hand/1", "ann");
        pass(1_000);
        said.clear();
        for (int i = 0; i < 50; i++) {
            hear(i, Kind.ASK);
        }
        pass(1_000);

        assertThat(count(Kind.ALL)).isEqualTo(1);
        assertThat(said).hasSize(1);
    }

    @Test
    void nodesThatComeTogetherAreAskedTogether() {
        join("chat", "hand/1", "ann");
        pass(1_000);
        said.clear();
        for (int i = 0; i < 50; i++) {
            meet(i);
        }
        pass(1_000);

        assertThat(count(Kind.ASK)).isEqualTo(1);
        assertThat(said).as("who comes asks for itself").hasSize(1);
    }

    @Test
    void aGapOfTheLinkCountsOnceAndOneOfTheLogAsksNobody() {
        join("chat", "hand/1", "ann");
        pass(1_000);
        said.clear();
        node.logListener().onGap();
        pass(1_000);
        assertThat(said).isEmpty();

        broker.gap();
        node.logListener().onGap();
        pass(1_000);
        assertThat(said).hasSize(2);
        assertThat(node.stats().lost()).containsEntry("gaps", 1L);
    }

    @Test
    void manyChannelsDoNotAllSpeakAtOnce() {
        for (int i = 0; i < 3_000; i++) {
            join("room" + i, "hand/" + i, "ann");
        }
        pass(3_000);
        said.clear();
        broker.gap();
        int before = 0;
        int most = 0;
        for (int i = 0; i < 400; i++) {
            pass(10);
            most = Math.max(most, said.size() - before);
            before = said.size();
        }

        assertThat(count(Kind.ALL)).isEqualTo(3_000);
        assertThat(count(Kind.ASK)).isEqualTo(3_000);
        assertThat(most).as("in ten milliseconds").isLessThanOrEqualTo(2 * PresenceTurns.REPORTS + 2);
    }

    @Test
    void whatDoesNotGetThroughAtFirstIsSaidAgain() {
        broker.answering(Forwarding.NOT_FORWARDED);
        join("chat", "hand/1", "ann");
        pass(100);
        broker.answering(Forwarding.FORWARDED);
        said.clear();
        pass(1_200);

        assertThat(count(Kind.ALL)).isEqualTo(1);
        assertThat(count(Kind.ASK)).isEqualTo(1);
        pass(5_000);
        assertThat(said).hasSize(2);
    }

    @Test
    void whatNeverGetsThroughIsSaidLessAndLessOften() {
        limits.put(Limit.NODE_TIMEOUT, 60_000L);
        node = node();
        start();
        broker.answering(Forwarding.NOT_FORWARDED);
        join("chat", "hand/1", "ann");
        pass(60_000);
        assertThat(count(Kind.ALL))
                .as("after 0, 1, 3, 7, 15, 23, 31, 39, 47 and 55 s")
                .isEqualTo(10);

        said.clear();
        broker.gap();
        pass(2_000);
        assertThat(count(Kind.ALL)).as("soon, and a second later").isEqualTo(2);
    }

    @Test
    void aRefusalLongAfterAnotherIsTheFirstAgain() {
        limits.put(Limit.NODE_TIMEOUT, 120_000L);
        node = node();
        start();
        broker.answering(Forwarding.NOT_FORWARDED);
        join("chat", "hand/1", "ann");
        pass(20_000);
        broker.answering(Forwarding.FORWARDED);
        pass(60_000);
        broker.answering(Forwarding.NOT_FORWARDED);
        leave("chat", "hand/1");
        pass(100);
        broker.answering(Forwarding.FORWARDED);
        said.clear();
        pass(1_200);
        assertThat(count(Kind.ALL)).isEqualTo(1);
    }

    @Test
    void whoLeftIsToldWhenTheChannelGoesAtTheLatest() {
        join("chat", "hand/1", "ann");
        pass(1_000);
        broker.answering(Forwarding.NOT_FORWARDED);
        leave("chat", "hand/1");
        pass(8_000);
        broker.answering(Forwarding.FORWARDED);
        said.clear();
        pass(10_000);

        assertThat(said).hasSize(1);
        assertThat(said.get(0).clients()).isEmpty();
        assertThat(said.get(0).last()).isTrue();
    }

    @Test
    void whatOthersSayTakesNoMoreRoomThanItMay() {
        limits.put(Limit.SHARDS, 1L);
        limits.put(Limit.PRESENCE_BYTES, 100_000L);
        node = node();
        start();
        meet(1);
        meet(2);
        join("chat", "hand/1", "ann");
        List<byte[]> parts = parts(1_500);
        parts.forEach(part -> broker.hear(CHAT, part));
        int known = clients().size() - 1;

        assertThat(known).isBetween(300, 400);
        assertThat(node.stats().lost()).containsEntry("clients", 1_500L - known);

        parts.forEach(part -> broker.hear(CHAT, part));
        assertThat(clients()).as("a repetition neither adds nor takes away").hasSize(known + 1);

        parts(1).forEach(part -> broker.hear(CHAT, part));
        assertThat(clients()).containsExactly("hand/1", "other/0");
        parts.forEach(part -> broker.hear(CHAT, part));
        assertThat(clients()).as("there is room again").hasSize(known + 1);
    }

    @Test
    void aQuestionThatIsOfUnknownFateIsAskedAgain() {
        join("chat", "hand/1", "ann");
        pass(1_000);
        broker.answering(Forwarding.UNKNOWN);
        meet(1);
        pass(2_500);
        broker.answering(Forwarding.FORWARDED);
        said.clear();
        pass(2_200);

        assertThat(count(Kind.ASK)).isEqualTo(1);
        pass(5_000);
        assertThat(said).hasSize(1);
    }

    @Test
    void whoLeftIsToldAlsoIfNobodyIsLeftWhenThatGetsThrough() {
        limits.put(Limit.NODE_TIMEOUT, 30_000L);
        node = node();
        start();
        join("chat", "hand/1", "ann");
        pass(1_000);
        broker.answering(Forwarding.NOT_FORWARDED);
        leave("chat", "hand/1");
        pass(20_000);
        broker.answering(Forwarding.FORWARDED);
        said.clear();
        pass(10_200);

        assertThat(said).hasSize(1);
        assertThat(said.get(0).clients()).isEmpty();
        assertThat(said.get(0).last()).isTrue();
    }

    @Test
    void aMissingPartTakesNobodyAway() {
        meet(1);
        join("chat", "hand/1", "ann");
        List<byte[]> parts = parts(1_500);
        assertThat(parts).hasSizeGreaterThan(2);
        parts.forEach(part -> broker.hear(CHAT, part));
        assertThat(clients()).hasSize(1_501);

        broker.hear(CHAT, parts.get(0));
        parts.subList(2, parts.size()).forEach(part -> broker.hear(CHAT, part));
        assertThat(clients()).hasSize(1_501);

        parts(1).forEach(part -> broker.hear(CHAT, part));
        assertThat(clients()).containsExactly("hand/1", "other/0");
    }

    private static List<byte[]> parts(int clients) {
        Map<String, String> all = new LinkedHashMap<>();
        for (int i = 0; i < clients; i++) {
            all.put("other/" + i, "a user whose name has fifty-three letters, for instance");
        }
        return PresenceReport.encodeAll(id(1), all);
    }

    @Test
    void reportsAreNotBoundedAsPublicationsAre() {
        limits.put(Limit.DATA_BYTES, 100L);
        limits.put(Limit.PUBLICATION_BYTES_IN_FLIGHT, 1_000L);
        node = node();
        start();
        meet(1);
        join("chat", "hand/1", "ann");
        round();
        broker.hear(CHAT, PresenceReport.encode(id(1), Kind.JOIN, Map.of("other/1", "u".repeat(20_000))));

        assertThat(clients()).containsExactly("hand/1", "other/1");
        assertThat(node.permits.areAllFree()).isTrue();
        broker.hear(CHAT, new byte[PresenceReport.MAX_BYTES + 1]);
        assertThat(node.stats().lost()).containsEntry("malformed", 1L);
    }
}
