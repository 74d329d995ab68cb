package dev.turbine.tck;

import static org.awaitility.Awaitility.await;

import dev.turbine.api.PublishResult;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.IntSupplier;

/** Publishes 1, 2, 3 … in process, and waits where the slowest receiver falls behind: a full buffer drops. */
final class PacedPublisher {
    private static final int AHEAD = 128;
    private static final int STEP = 16;

    private final Node node;
    private final String channel;
    private final IntSupplier slowest;
    private final AtomicReference<PublishResult> refusal = new AtomicReference<>();
    private int published;

    PacedPublisher(Node node, String channel, IntSupplier slowest) {
        this.node = node;
        this.channel = channel;
        this.slowest = slowest;
    }

    int published() {
        return published;
    }

    /** Publishes the next {@code count} numbers, behind {@code fill} where that is not empty. */
    void publish(int count, String fill) {
        for (int i = 0; i < count; i++) {
            published++;
            if (published % STEP == 0) {
                await().pollDelay(Duration.ZERO)
                        .pollInterval(Duration.ofMillis(1))
                        .atMost(Duration.ofSeconds(30))
                        .until(() -> published - slowest.getAsInt() <= AHEAD - STEP);
            }
            String data = fill.isEmpty() ? "" + published : "{\"fill\":\"" + fill + "\",\"n\":" + published + "}";
            node.turbine().publish(channel, data).thenAccept(result -> {
                if (!result.ok()) {
                    refusal.set(result);
                }
            });
            if (refusal.get() != null) {
                throw new AssertionError("publication refused: " + refusal.get());
            }
        }
    }
}
