package dev.turbine.tck;

import static dev.turbine.tck.Frame.BINARY;
import static dev.turbine.tck.Frame.FIN;
import static dev.turbine.tck.Frame.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Message;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** T4: how batches leave. */
interface Sending extends Rigs {
    @Test
    default void t4SendsABatchInOrderOneFrameEachOfItsKind() {
        try (Link link = rig().link()) {
            Message[] batch = new Message[100];
            for (int i = 0; i < batch.length; i++) {
                byte[] bytes = ("m" + i).getBytes(StandardCharsets.UTF_8);
                batch[i] = new Message(i % 2 == 0 ? Message.Kind.TEXT : Message.Kind.BINARY, bytes);
            }
            CompletableFuture<Throwable> done = link.listener().send(batch);

            for (int i = 0; i < batch.length; i++) {
                Frame frame = link.read();
                assertThat(frame.text()).isEqualTo("m" + i);
                assertThat(frame.first()).isEqualTo(FIN | (i % 2 == 0 ? TEXT : BINARY));
            }
            assertThat(Link.outcome(done)).isNull();
        }
    }

    @Test
    default void t4SendsLargeMessagesAmongSmallOnesWholeAndInOrder() {
        String large = "é".repeat(1024 * 1024);
        String middle = "y".repeat(20_000);
        List<String> texts = List.of("a", large, "", "b", middle, "z".repeat(125), "z".repeat(126), large);
        try (Link link = rig().link()) {
            CompletableFuture<Throwable> done =
                    link.listener().send(texts.stream().map(Message::text).toArray(Message[]::new));
            for (String text : texts) {
                Frame frame = link.read();
                assertThat(frame.first()).isEqualTo(FIN | TEXT);
                assertThat(frame.text().equals(text)).isTrue(); // without 1 MiB in the report
            }
            assertThat(Link.outcome(done)).isNull();
        }
    }

    @Test
    default void t4SendsBatchAfterBatchInOrder() {
        try (Link link = rig().link()) {
            for (int i = 0; i < 200; i++) {
                assertThat(Link.outcome(link.listener().send(Message.text("a" + i), Message.text("b" + i))))
                        .isNull();
            }
            for (int i = 0; i < 200; i++) {
                assertThat(link.read().text()).isEqualTo("a" + i);
                assertThat(link.read().text()).isEqualTo("b" + i);
            }
            assertThat(link.listener().faults()).isEmpty();
        }
    }

    @Test
    default void t4SendsOneMessageToManyConnections() {
        Message shared = Message.text("to all");
        List<Link> links = rig().links(10);
        links.forEach(link -> link.listener().send(shared, shared));
        for (Link link : links) {
            assertThat(link.read().text()).isEqualTo("to all");
            assertThat(link.read().text()).isEqualTo("to all");
            link.close();
        }
    }

    @Test
    default void t4CompletesABatchOnlyWhenThePeerTakesIt() {
        try (Link link = rig().link()) {
            CompletableFuture<Throwable> done = link.flood();
            Awaitility.await()
                    .during(Duration.ofMillis(300))
                    .atMost(Node.PATIENCE)
                    .until(() -> !done.isDone());

            for (int i = 0; i < 32; i++) {
                assertThat(link.read().payload()).hasSize(1 << 20);
            }
            assertThat(Link.outcome(done)).isNull();
            assertThat(link.listener().faults()).isEmpty();
        }
    }

    @Test
    default void t4FailsABatchInFlightWhenTheConnectionIsAborted() {
        try (Link link = rig().link()) {
            CompletableFuture<Throwable> done = link.flood();
            link.connection().abort();
            assertThat(Link.outcome(done)).isNotNull();
            link.listener().end();
            assertThat(link.listener().faults()).isEmpty();
        }
    }

    @Test
    default void t4FailsABatchInFlightWhenThePeerVanishes() {
        try (Link link = rig().link()) {
            CompletableFuture<Throwable> done = link.flood();
            link.client().kill();
            assertThat(Link.outcome(done)).isNotNull();
            link.listener().end();
            assertThat(link.listener().faults()).isEmpty();
        }
    }

    @Test
    default void t4FailsABatchAfterTheEnd() {
        Link link = rig().link();
        link.client().kill();
        link.listener().end();
        for (int i = 0; i < 3; i++) {
            assertThat(Link.outcome(link.listener().send(Message.text("a"), Message.text("b"))))
                    .isNotNull();
        }
        assertThat(link.listener().faults()).isEmpty();
    }

    @Test
    default void t4FailsABatchBehindTheCloseFrame() {
        try (Link link = rig().link()) {
            link.connection().close(Disconnect.SHUTTING_DOWN);
            assertThat(Link.outcome(link.listener().send(Message.text("late")))).isNotNull();
            assertThat(link.read().opcode()).isEqualTo(Frame.CLOSE);
        }
    }
}
