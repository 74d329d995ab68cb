package dev.turbine.broker.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.LinkStats;
import dev.turbine.api.TurbineException;
import dev.turbine.spi.PublicationLog;
import dev.turbine.spi.PublicationLog.Appended;
import dev.turbine.spi.PublicationLog.Outcome;
import dev.turbine.spi.PublicationLog.Page;
import dev.turbine.tck.FaultyProxy;
import dev.turbine.tck.NatsServer;
import io.nats.client.Connection;
import io.nats.client.Nats;
import io.nats.client.impl.Headers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What is JetStream's own: its stream, its clock, its silence. */
@Timeout(60)
@SuppressWarnings("try") // to close a connection may be interrupted
class StreamLogTest {
    private static final DurableHistory HISTORY = DurableHistory.of(100, Duration.ofHours(1));
    private static final String STREAM = "turbine-history";

    private NatsServer server = NatsServer.stopped();

    @BeforeEach
    void startServer(@TempDir Path store) {
        server = NatsServer.start("-js", "-sd", store.toString());
    }

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void withoutJetStreamItDoesNotStart() {
        try (NatsServer plain = NatsServer.start()) {
            assertThatThrownBy(() -> new HistoryNode(plain.url(), HISTORY))
                    .isInstanceOf(TurbineException.class)
                    .hasMessageContaining(
                            "no durable history: the server has no JetStream for this account: start it with -js");
        }
    }

    @Test
    void withAStreamOfOtherSettingsItDoesNotStart() {
        try (HistoryNode first = new HistoryNode(server.url(), HISTORY)) {
            assertThat(first.read("news", 0).entries()).isEmpty();
            DurableHistory other = DurableHistory.of(50, Duration.ofMinutes(1)).maxBytes(1 << 20);
            assertThatThrownBy(() -> new HistoryNode(server.url(), other))
                    .isInstanceOf(TurbineException.class)
                    .hasMessageContaining(
                            "turbine nats broker turbine.>: no durable history: there is a stream " + STREAM)
                    .hasMessageContaining("size (max_msgs_per_subject) is 100 where this node has 50")
                    .hasMessageContaining("ttl (max_age) is PT1H where this node has PT1M")
                    .hasMessageContaining("bytes (max_bytes) is -1 where this node has 1048576")
                    .hasMessageContaining("delete the stream");
        }
    }

    @Test
    void withMoreReplicasThanServersItDoesNotStart() {
        assertThatThrownBy(() -> new HistoryNode(server.url(), HISTORY.replicas(3)))
                .isInstanceOf(TurbineException.class)
                .hasMessageContaining("JetStream refuses the stream " + STREAM)
                .hasMessageContaining("3 replicas need a cluster of at least as many servers");
    }

    @Test
    void aServerThatComesLaterIsUsedThen() throws Exception {
        server.kill();
        try (HistoryNode node = new HistoryNode(server.url(), HISTORY)) {
            assertThat(node.append("news", "early").outcome()).isEqualTo(Outcome.NOT_APPENDED);
            node.follow("news");
            server.restart();
            await().until(() -> node.gaps.get() > 0);
            node.appended("news", "late");
            node.awaitText("late");
        }
    }

    /** Somebody deletes it under nodes that run. */
    @Test
    void aStreamThatIsDeletedIsMadeAgainAndAnotherOne() throws Exception {
        try (HistoryNode one = new HistoryNode(server.url(), HISTORY);
                HistoryNode two = new HistoryNode(server.url(), HISTORY);
                Connection admin = Nats.connect(server.url())) {
            one.follow("news");
            two.follow("news");
            for (int i = 0; i < 5; i++) {
                one.appended("news", "m" + i);
            }
            two.awaitText("m4");
            String epoch = two.read("news", 0).epoch();
            int gaps = one.gaps.get() + two.gaps.get();
            admin.jetStreamManagement().deleteStream(STREAM);
            assertThat(one.append("news", "into nothing").outcome()).isEqualTo(Outcome.NOT_APPENDED);

            await().atMost(Duration.ofSeconds(15)).until(() -> one.gaps.get() + two.gaps.get() == gaps + 2);
            Page page = one.read("news", 0);
            assertThat(page.epoch())
                    .isNotEqualTo(epoch)
                    .isEqualTo(two.read("news", 0).epoch());
            assertThat(page.entries()).isEmpty();
            assertThat(two.appended("news", "afresh")).isOne();
            one.awaitText("afresh");
            two.awaitText("afresh");
        }
    }

    /** The server has forgotten what came before, and says that there was nothing. */
    @Test
    void anEntryNamesTheOneBeforeAlsoWhenThatHasAged() throws Exception {
        DurableHistory brief = DurableHistory.of(100, Duration.ofSeconds(1));
        try (HistoryNode node = new HistoryNode(server.url(), brief);
                HistoryNode reader = new HistoryNode(server.url(), brief)) {
            node.follow("news");
            long first = node.appended("news", "first");
            reader.follow("news");
            assertThat(reader.read("news", 0).top()).isEqualTo(first);
            node.appended("other", "o");
            await().until(() -> node.read("news", 0).top() == 0);
            assertThat(node.read("news", 0).complete()).isFalse();

            long second = node.appended("news", "second");
            node.awaitText("second");
            reader.awaitText("second");
            assertThat(node.last()).isEqualTo(new HistoryNode.Come("news", second, first, "second"));
            assertThat(reader.last()).as("known from what was read").isEqualTo(node.last());
            assertThat(node.gaps).hasValue(0);
        }
    }

    @Test
    void aFrozenServerIsNoticedAndNothingIsClaimed() throws Exception {
        try (HistoryNode node = new HistoryNode(server.url(), HISTORY)) {
            node.follow("news");
            node.appended("news", "before");
            node.awaitText("before");
            int gaps = node.gaps.get();
            server.signal("STOP");
            List<CompletionStage<Appended>> stages = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                stages.add(node.log.append("news", ("m" + i).getBytes(UTF_8), null));
            }
            CompletionStage<Page> read = node.log.read("news", 0, 10, false);
            for (CompletionStage<Appended> stage : stages) {
                assertThat(stage.toCompletableFuture().get(5, TimeUnit.SECONDS).outcome())
                        .isEqualTo(Outcome.UNKNOWN);
            }
            assertThat(read.toCompletableFuture().get(5, TimeUnit.SECONDS)).isNull();
            await().until(() -> node.broker.stats().state() == LinkStats.State.AWAY);
            assertThat(node.append("news", "away").outcome()).isEqualTo(Outcome.NOT_APPENDED);
            server.signal("CONT");
            await().until(() -> node.gaps.get() > gaps);
            long after = node.appended("news", "after");
            node.awaitText("after");
            Page page = node.read("news", 0);
            assertThat(page.complete()).isTrue();
            assertThat(page.top()).isEqualTo(after);
            // What was unknown has come, or not, in its order
            List<Integer> numbers = page.entries().stream()
                    .map(entry -> new String(entry.payload(), UTF_8))
                    .filter(text -> text.startsWith("m"))
                    .map(text -> Integer.valueOf(text.substring(1)))
                    .toList();
            assertThat(numbers).isSorted().doesNotHaveDuplicates();
        }
    }

    @Test
    void whatSomebodyElseSaysInTheNameOfTheStreamIsCountedIfItIsNoEntry() throws Exception {
        try (HistoryNode node = new HistoryNode(server.url(), HISTORY);
                Connection other = Nats.connect(server.url())) {
            node.follow("news");
            other.publish("turbine.r.news", "no headers".getBytes(UTF_8));
            other.publish("turbine.r.news", new Headers().add("Nats-Sequence", "x"), "no number".getBytes(UTF_8));
            other.publish(
                    "turbine.r.news",
                    new Headers().add("Nats-Sequence", "5").add("Nats-Last-Sequence", "5"),
                    "before itself".getBytes(UTF_8));
            await().until(() -> node.broker.stats().dropped().get("malformed") == 3);
            node.appended("news", "sound");
            node.awaitText("sound");
            assertThat(node.come).hasSize(1);
        }
    }

    /** As large as the server takes: what tells of it is larger, by its headers. */
    @Test
    void theLargestPayloadComesAndIsRead() throws Exception {
        try (HistoryNode node = new HistoryNode(server.url(), HISTORY)) {
            node.follow("news");
            long place = node.appended("news", "x".repeat(1 << 20));
            await().until(() -> node.come.size() == 1);
            assertThat(node.last().text()).hasSize(1 << 20);
            assertThat(node.read("news", 0).entries().get(0).payload()).hasSize(1 << 20);
            assertThat(node.append("news", "x".repeat((1 << 20) + 1)).outcome()).isEqualTo(Outcome.NOT_APPENDED);
            assertThat(node.appended("news", "after")).isEqualTo(place + 1);
        }
    }

    /** After a link was lost, all channels are read at once. */
    @Test
    void manyReadsAtOnceAreAnswered() throws Exception {
        try (HistoryNode node = new HistoryNode(server.url(), HISTORY)) {
            List<CompletableFuture<Appended>> appended = new ArrayList<>();
            int channels = 2_000;
            for (int i = 0; i < channels * 2; i++) {
                appended.add(
                        node.log.append("c" + i / 2, "m".getBytes(UTF_8), null).toCompletableFuture());
            }
            List<Long> places = new ArrayList<>();
            for (CompletableFuture<Appended> one : appended) {
                Appended result = one.get(5, TimeUnit.SECONDS);
                assertThat(result.outcome()).isEqualTo(Outcome.APPENDED);
                places.add(result.offset());
            }
            List<CompletableFuture<Page>> reads = new ArrayList<>();
            for (int i = 0; i < channels; i++) {
                reads.add(node.log.read("c" + i, places.get(2 * i), 100, false).toCompletableFuture());
            }
            for (CompletableFuture<Page> read : reads) {
                Page page = read.get(9, TimeUnit.SECONDS);
                assertThat(page).isNotNull();
                assertThat(page.complete()).isTrue();
                assertThat(page.entries()).hasSize(1);
            }
        }
    }

    /** A node that starts anew reads all channels, on a link that is not next door. */
    @Test
    void manyLongHistoriesAreReadOnASlowLink() throws Exception {
        int channels = 100;
        int each = 1_000;
        DurableHistory large = DurableHistory.of(each, Duration.ofHours(1));
        try (FaultyProxy proxy = FaultyProxy.to("127.0.0.1", server.port());
                HistoryNode node = new HistoryNode("nats://127.0.0.1:" + proxy.port(), large);
                Connection publisher = Nats.connect(server.url())) {
            for (int i = 0; i < channels * each; i++) {
                publisher.publish("turbine.h.c" + i % channels, ("m" + i / channels).getBytes(UTF_8));
            }
            await().until(() -> node.read("c" + (channels - 1), 0).entries().size() == each);
            proxy.delay(Duration.ofMillis(5), Duration.ZERO);
            Map<Integer, Page> pages = new HashMap<>();
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (pages.size() < channels && System.nanoTime() < end) { // a busy machine need not read all in one turn
                Map<Integer, CompletableFuture<Page>> reads = new HashMap<>();
                for (int i = 0; i < channels; i++) {
                    if (!pages.containsKey(i)) {
                        reads.put(i, node.log.read("c" + i, 0, each, true).toCompletableFuture());
                    }
                }
                for (Map.Entry<Integer, CompletableFuture<Page>> read : reads.entrySet()) {
                    Page page = read.getValue().get(9, TimeUnit.SECONDS);
                    if (page != null) {
                        pages.put(read.getKey(), page);
                    }
                }
            }
            assertThat(pages).hasSize(channels);
            for (Page page : pages.values()) {
                assertThat(page.entries()).hasSize(each);
                for (int i = 0; i < each; i++) {
                    PublicationLog.Entry entry = page.entries().get(i);
                    assertThat(new String(entry.payload(), UTF_8)).isEqualTo("m" + i);
                    assertThat(i == 0 ? 0L : entry.previous())
                            .isEqualTo(i == 0 ? 0L : page.entries().get(i - 1).offset());
                }
            }
            await().untilAsserted(() -> assertThat(consumers(publisher)).isZero());
        }
    }

    /** What follows a place that is gone is counted by the server, and not one by one. */
    @Test
    void aPageAfterAPlaceThatIsGoneIsReadOnASlowLink() throws Exception {
        DurableHistory large = DurableHistory.of(1_000, Duration.ofHours(1));
        try (FaultyProxy proxy = FaultyProxy.to("127.0.0.1", server.port());
                HistoryNode node = new HistoryNode("nats://127.0.0.1:" + proxy.port(), large);
                Connection publisher = Nats.connect(server.url())) {
            publisher.publish("turbine.h.quiet", "old".getBytes(UTF_8)); // so that the stream begins before the place
            for (int i = 0; i < 1_500; i++) {
                publisher.publish("turbine.h.news", ("m" + i).getBytes(UTF_8));
            }
            await().until(() -> node.read("news", 1_400).top() == 1_501);
            proxy.delay(Duration.ofMillis(5), Duration.ZERO);
            Page page =
                    node.log.read("news", 300, 100, false).toCompletableFuture().get(9, TimeUnit.SECONDS);
            assertThat(page).isNotNull();
            assertThat(page.complete()).isFalse();
            assertThat(page.entries()).hasSize(100);
        }
    }

    /** Larger than all that is read at once. */
    @Test
    void aLongHistoryOfLargePublicationsIsReadInPages() throws Exception {
        DurableHistory large = DurableHistory.of(1_000, Duration.ofHours(1));
        try (HistoryNode node = new HistoryNode(server.url(), large)) {
            List<Long> places = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                places.add(node.appended("news", i % 7 == 6 ? "x".repeat(1 << 20) : "x".repeat(100 << 10)));
            }
            List<Long> read = new ArrayList<>();
            while (read.size() < places.size()) {
                Page page = node.read("news", read.isEmpty() ? 0 : read.get(read.size() - 1));
                assertThat(page.complete()).isTrue();
                assertThat(page.entries()).isNotEmpty();
                page.entries().forEach(entry -> read.add(entry.offset()));
            }
            assertThat(read).isEqualTo(places);
            Page newest =
                    node.log.read("news", 0, 1_000, true).toCompletableFuture().get(9, TimeUnit.SECONDS);
            assertThat(newest.entries().get(newest.entries().size() - 1).offset())
                    .isEqualTo(places.get(places.size() - 1));
        }
    }

    private static int consumers(Connection connection) throws Exception {
        return connection.jetStreamManagement().getConsumerNames(STREAM).size();
    }
}
