package dev.turbine.benchmark.crowd;

import dev.turbine.tck.Swarm;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Has some of a swarm's clients read so many bytes in each tenth of a second, and no more. */
final class Slowness {
    private static final long TICK_MILLIS = 100;

    private final Swarm swarm;
    private final int first;
    private final int end;
    private final int bytes;

    Slowness(Swarm swarm, int first, int end, int bytes) {
        this.swarm = swarm;
        this.first = first;
        this.end = end;
        this.bytes = bytes;
    }

    /** Begins, for good. */
    void begin() {
        ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "slowness");
            thread.setDaemon(true);
            return thread;
        });
        clock.scheduleAtFixedRate(this::tick, 0, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void tick() {
        for (int session = first; session < end; session++) {
            swarm.readAtMost(session, bytes);
        }
    }
}
