package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** T2, T4 and T5 on many connections at once that end in every way, for a second or two. */
interface Turmoil extends Rigs {
    int THREADS = 4;
    long TIME_NANOS = TimeUnit.MILLISECONDS.toNanos(600);

    @Test
    default void t2MessagesOfManyConnectionsArriveOneAfterAnother() throws Exception {
        for (Echo echo : turmoil()) {
            assertThat(echo.listener().faults()).isEmpty();
        }
    }

    @Test
    default void t4EveryBatchIsCompletedOnceHoweverItsConnectionEnds() throws Exception {
        List<Echo> echoes = turmoil();
        Awaitility.await()
                .atMost(Node.PATIENCE)
                .untilAsserted(() -> assertThat(echoes).extracting(Echo::open).containsOnly(0));
    }

    @Test
    default void t5EveryConnectionEndsOnceHoweverItEnds() throws Exception {
        for (Echo echo : turmoil()) {
            echo.listener().end();
            assertThat(echo.listener().ends()).isEmpty();
            assertThat(echo.listener().faults()).isEmpty();
        }
    }

    /** Every connection has been used and has been ended by its client or the server; its end may still be on its way. */
    private List<Echo> turmoil() throws Exception {
        Map<String, Echo> echoes = new ConcurrentHashMap<>(); // by the client's address
        rig().acceptor().opening(listener -> echoes.put(listener.connection().remoteAddress(), new Echo(listener)));
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Void>> clients = new ArrayList<>();
            for (int seed = 1; seed <= THREADS; seed++) {
                Random random = new Random(seed);
                clients.add(() -> {
                    long end = System.nanoTime() + TIME_NANOS;
                    while (System.nanoTime() < end) {
                        oneConnection(random, echoes);
                    }
                    return null;
                });
            }
            for (Future<Void> client : threads.invokeAll(clients)) {
                client.get();
            }
        } catch (ExecutionException e) {
            throw new AssertionError(e.getCause());
        } finally {
            threads.shutdownNow();
        }
        assertThat(echoes).isNotEmpty();
        return List.copyOf(echoes.values());
    }

    private void oneConnection(Random random, Map<String, Echo> echoes) {
        SocketClient client = SocketClient.open(rig().base());
        String text = "x".repeat(random.nextInt(3) * 10_000);
        int messages = random.nextInt(5);
        for (int i = 0; i < messages; i++) {
            client.sendText(text + i);
        }
        if (random.nextBoolean()) {
            for (int i = 0; i < messages; i++) {
                Node.expect(text + i, client.receive(Node.PATIENCE));
                Node.expect(text + i + " again", client.receive(Node.PATIENCE));
            }
        }
        switch (random.nextInt(6)) {
            case 0 -> client.send(Frame.close(1000, ""));
            case 1 -> client.sendBytes(new byte[] {(byte) 0xff, 0, 0});
            case 2 -> client.sendText(Echo.CLOSE);
            case 3 -> abort(echoes.get(client.localAddress()));
            case 4 -> client.hangUp();
            default -> client.kill();
        }
        client.sendBytes(new byte[] {(byte) 0x88});
        client.kill();
    }

    private static void abort(@Nullable Echo echo) {
        if (echo != null) { // null before the connection is open
            echo.listener().connection().abort();
        }
    }
}
