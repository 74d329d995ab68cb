package dev.turbine.transport.jakarta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import dev.turbine.spi.support.ListenerGate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/** Where nothing can be suspended. */
class BacklogTest {
    private static final int MOST_BYTES = 100;

    private final List<String> told = Collections.synchronizedList(new ArrayList<>());
    private final ListenerGate gate = new ListenerGate();
    private final Semaphore permits = new Semaphore(1);
    private final Backlog backlog = new Backlog(null, gate, MOST_BYTES, permits);
    private Runnable onPong = () -> {};

    BacklogTest() {
        gate.open(null, connection -> new Connection.Listener() {
            @Override
            public void onMessage(byte[] payload, Message.Kind kind) {
                told.add(new String(payload));
            }

            @Override
            public void onPong() {
                told.add("pong");
                onPong.run();
            }

            @Override
            public void onClosed(Disconnect disconnect) {}
        });
    }

    private boolean offer(String text) {
        return backlog.offer(text.getBytes(), Message.Kind.TEXT);
    }

    @Test
    void holdsWhatIsNotDemandedAndDeliversItInOrder() {
        offer("a");
        offer("b");
        assertThat(told).isEmpty();

        backlog.demand();
        assertThat(told).containsExactly("a");
        backlog.demand();
        backlog.demand();
        offer("c");
        assertThat(told).containsExactly("a", "b", "c");
    }

    @Test
    void aMessageThatIsDemandedDuringAPongComesBehindIt() throws Exception {
        CountDownLatch inPong = new CountDownLatch(1);
        CountDownLatch goOn = new CountDownLatch(1);
        onPong = () -> {
            inPong.countDown();
            join(goOn);
        };
        offer("held");
        CompletableFuture<Void> pong = CompletableFuture.runAsync(backlog::pong);
        inPong.await();
        backlog.demand();
        goOn.countDown();
        pong.get();

        assertThat(told).containsExactly("pong", "held");
    }

    @Test
    void oneThreadWaitsForRoomAndTheNextIsRefused() throws Exception {
        offer("x".repeat(MOST_BYTES));
        CompletableFuture<Boolean> waits = CompletableFuture.supplyAsync(() -> offer("second"));
        await().until(() -> permits.availablePermits() == 0);

        assertThat(offer("third")).isFalse();
        backlog.demand();
        assertThat(waits.get()).isTrue();
        backlog.demand();
        await().until(() -> told.contains("second"));
        assertThat(permits.availablePermits()).isEqualTo(1);
    }

    @Test
    void closingLetsTheOneThatWaitsGoAndDeliversNothingMore() throws Exception {
        offer("x".repeat(MOST_BYTES));
        CompletableFuture<Boolean> waits = CompletableFuture.supplyAsync(() -> offer("second"));
        await().until(() -> permits.availablePermits() == 0);
        backlog.close();

        assertThat(waits.get()).isTrue();
        backlog.demand();
        assertThat(told).isEmpty();
    }

    private static void join(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
