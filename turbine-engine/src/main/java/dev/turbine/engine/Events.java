package dev.turbine.engine;

import dev.turbine.api.Disconnect;
import dev.turbine.api.Limit;
import dev.turbine.api.SessionInfo;
import dev.turbine.api.SessionListener;
import org.jspecify.annotations.Nullable;

/** What the host's session listener is told, off the shards and in order. */
final class Events {
    private final Node node;
    private final @Nullable SessionListener listener;
    private final Lane<Runnable> lane;

    Events(Node node, @Nullable SessionListener listener) {
        this.node = node;
        this.listener = listener;
        this.lane = new Lane<>(node.limits.count(Limit.EVENT_QUEUE), Long.MAX_VALUE, node.callbacks, this::tell);
    }

    void connected(Session session) {
        if (listener != null) {
            SessionInfo info = session.info();
            offer(() -> listener.onConnected(info));
        }
    }

    void subscribed(Session session, String channel) {
        if (listener != null) {
            SessionInfo info = session.info();
            offer(() -> listener.onSubscribed(info, channel));
        }
    }

    void closed(Session session, Disconnect disconnect) {
        if (listener != null) {
            SessionInfo info = session.info();
            offer(() -> listener.onClosed(info, disconnect));
        }
    }

    private void offer(Runnable event) {
        if (!lane.offer(event, 0)) {
            node.counters.lostEvents.increment();
        }
    }

    private void tell(Runnable event) {
        try {
            event.run();
        } catch (Throwable fault) {
            node.fault("fault in the session listener", fault);
        }
    }
}
