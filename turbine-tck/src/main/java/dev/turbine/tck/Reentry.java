package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * T3: no lock is held during a call back. Within each, another thread calls the connection and the call back waits for it:
 * with a lock held neither would go on.
 */
interface Reentry extends Rigs {
    Duration PATIENCE = Duration.ofSeconds(5);

    @Test
    default void t3OtherThreadsMayCallWhileAMessageIsTaken() {
        List<Consumer<Connection>> calls = List.of(
                Connection::demand,
                Connection::ping,
                connection -> connection.send(Batch.of(Message.text("x")), failure -> {}),
                connection -> connection.close(Disconnect.NORMAL),
                Connection::abort);
        for (Consumer<Connection> call : calls) {
            try (Link link = rig().link()) {
                CompletableFuture<String> outcome = new CompletableFuture<>();
                link.listener().onMessage(message -> outcome.complete(fromAnotherThread(link.connection(), call)));
                link.client().sendText("go");
                assertThat(outcome.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("returned");
            }
        }
    }

    @Test
    default void t3OtherThreadsMayCallWhileABatchIsCompleted() {
        List<Consumer<Connection>> calls = List.of(
                Connection::demand,
                Connection::ping,
                connection -> connection.send(Batch.of(Message.text("second")), failure -> {}),
                connection -> connection.close(Disconnect.NORMAL),
                Connection::abort);
        for (Consumer<Connection> call : calls) {
            try (Link link = rig().link()) {
                CompletableFuture<String> outcome = new CompletableFuture<>();
                link.connection()
                        .send(
                                Batch.of(Message.text("first")),
                                failure -> outcome.complete(fromAnotherThread(link.connection(), call)));
                assertThat(outcome.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("returned");
            }
        }
    }

    @Test
    default void t3OtherThreadsMayCallWhileTheEndIsTold() {
        try (Link link = rig().link()) {
            CompletableFuture<String> outcome = new CompletableFuture<>();
            link.listener()
                    .onEnd(() -> outcome.complete(fromAnotherThread(link.connection(), connection -> {
                        connection.demand();
                        connection.ping();
                        connection.send(Batch.of(Message.text("x")), failure -> {});
                        connection.close(Disconnect.NORMAL);
                        connection.abort();
                    })));
            link.client().hangUp();
            assertThat(outcome.orTimeout(10, TimeUnit.SECONDS).join()).isEqualTo("returned");
            link.listener().end();
            assertThat(link.listener().ends()).isEmpty();
        }
    }

    @Test
    default void t3ACompletionMaySendTheNextBatch() {
        int batches = 200;
        try (Link link = rig().link()) {
            AtomicInteger sent = new AtomicInteger();
            Connection.Completion[] next = new Connection.Completion[1];
            next[0] = failure -> {
                int number = sent.incrementAndGet();
                if (failure == null && number < batches) {
                    link.connection().send(Batch.of(Message.text("m" + number)), next[0]);
                }
            };
            link.connection().send(Batch.of(Message.text("m0")), next[0]);
            for (int i = 0; i < batches; i++) {
                assertThat(link.read().text()).isEqualTo("m" + i);
            }
        }
    }

    @Test
    default void t3AListenerMaySendDemandAndCloseWithinItsCalls() {
        try (Link link = rig().link()) {
            link.listener().onMessage(message -> {
                link.connection().demand();
                link.connection().ping();
                link.listener().send(Message.text("answer"));
                link.connection().close(Disconnect.INTERNAL_ERROR);
            });
            link.client().sendText("question");
            assertThat(link.client().receive(Node.PATIENCE)).isEqualTo("answer"); // the ping may overtake it
            assertThat(link.readClose().code()).isEqualTo(1011);
        }
    }

    private static String fromAnotherThread(Connection connection, Consumer<Connection> call) {
        try {
            Aside.within(PATIENCE, "a call from another thread", () -> call.accept(connection));
            return "returned";
        } catch (AssertionError e) {
            return String.valueOf(e.getMessage());
        }
    }
}
