package dev.turbine.engine;

import dev.turbine.api.Disconnect;
import dev.turbine.api.Limit;
import dev.turbine.api.Stats;
import java.util.concurrent.TimeUnit;

/** A node that shuts down: the steps of {@link Engine#close}, each as soon as what it waits for is so, or no longer can be. */
final class SimDrain {
    private static final long LAST_WORD_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    private enum Step {
        PUBLICATIONS,
        CONNECTIONS,
        LAST_WORD,
        DONE
    }

    final SimNode node;
    private final SimWorld world;
    private final long deadline;
    private Step step = Step.PUBLICATIONS;
    private boolean applied;
    private boolean said;
    private long saidUntil;

    SimDrain(SimNode node, SimWorld world) {
        this.node = node;
        this.world = world;
        this.deadline = world.clock.nanos() + timeout();
        node.node.refuseNew();
        world.connectionsOf(node).forEach(connection -> connection.excuse(Disconnect.SHUTTING_DOWN.code()));
    }

    private long timeout() {
        return world.config.limits().nanos(Limit.DRAIN_TIMEOUT);
    }

    boolean isDone() {
        return step == Step.DONE;
    }

    /** Goes on, if it can. */
    void step() {
        long now = world.clock.nanos();
        try {
            if (step == Step.PUBLICATIONS) {
                applied = node.node.permits.awaitNoPublication(0);
                if (applied || now >= deadline - timeout() / 2) {
                    closeSessions();
                }
            } else if (step == Step.CONNECTIONS) {
                if (node.node.permits.awaitNoConnection(0) || now >= deadline) {
                    step = Step.LAST_WORD;
                    saidUntil = now + LAST_WORD_NANOS;
                    node.node.nodes.leave(() -> said = true);
                }
            } else if (step == Step.LAST_WORD && (said || now >= saidUntil)) {
                stop();
            }
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    private void closeSessions() {
        step = Step.CONNECTIONS;
        if (applied && !world.config.crowded()) { // else some may be too slow for what they are owed
            world.connectionsOf(node).forEach(SimConnection::drain);
        }
        node.node.shards().forEach(shard -> shard.post(shard::drain));
    }

    private void stop() {
        step = Step.DONE;
        if (node.node.relay != null) {
            node.node.relay.close();
        }
        for (SimConnection left : world.connectionsOf(node)) {
            if (left.isBusy() || world.config.jumps()) { // it took nothing for so long
                left.excuse();
            }
            left.cut();
        }
        while (node.callbacks.runAny(world.random)) {}
        Stats stats = node.node.stats();
        if (stats.faults() > 0 && !world.config.slow() || applied && world.hasOpenPublications(node)) {
            throw new IllegalStateException(node + " shut down with " + stats.faults() + " faults, and owes results");
        }
        world.shutDown(node, applied);
    }
}
