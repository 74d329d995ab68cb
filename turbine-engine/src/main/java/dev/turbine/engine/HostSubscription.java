package dev.turbine.engine;

import dev.turbine.api.Limit;
import dev.turbine.api.Publication;
import dev.turbine.api.Subscription;
import java.util.function.Consumer;

/** A subscription of the host's own process: receives at the home of its channel, without a session. */
final class HostSubscription implements Subscription {
    private final Node node;
    private final String channel;
    private final Consumer<Publication> listener;
    private final Lane<Publication> lane;
    private volatile boolean closed;

    HostSubscription(Node node, String channel, Consumer<Publication> listener) {
        this.node = node;
        this.channel = channel;
        this.listener = listener;
        this.lane = new Lane<>(
                node.limits.count(Limit.LISTENER_QUEUE),
                node.limits.get(Limit.OUTBOUND_BYTES),
                node.callbacks,
                this::receive);
    }

    @Override
    public String channel() {
        return channel;
    }

    /** Called by the home of the channel. */
    void offer(Publication publication) {
        if (!lane.offer(publication, publication.data().length())) {
            node.counters.lostPublications.increment();
        }
    }

    private void receive(Publication publication) {
        if (closed) {
            return;
        }
        try {
            listener.accept(publication);
        } catch (Throwable fault) {
            node.fault("fault in listener " + listener.getClass().getName(), fault);
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            Shard home = node.home(channel);
            home.post(() -> home.homes.unlisten(this));
        }
    }
}
