package dev.turbine.tck;

import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker;
import dev.turbine.spi.PublicationLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One node's way into a {@link MemoryNetwork}. No foreign code is called while the lock is held. */
final class MemoryBroker implements Broker {
    private static final Duration NOTICES_SILENCE = Duration.ofMillis(100);
    private static final int MOST_UNCONFIRMED = 4096;

    /** What the link is. Whether the broker knows is {@link #connected}. */
    private enum Link {
        WHOLE,
        SILENT,
        CUT
    }

    private final Object lock; // the network's
    private final List<MemoryBroker> running; // those that are started, of the whole network; guarded by lock
    private final Set<String> channels = new HashSet<>(); // guarded by lock, as is all that follows
    private final List<CompletableFuture<Forwarding>> unconfirmed = new ArrayList<>();
    private final List<CompletableFuture<Void>> unanswered = new ArrayList<>();
    private final Map<String, Long> notForwarded = new TreeMap<>();
    private final @Nullable MemoryLog log; // null in a network without one
    private @Nullable MemoryInbox inbox; // null before the start
    private Link link = Link.WHOLE;
    private boolean connected;
    private boolean wasConnected;
    private boolean closed;
    private int connections; // so that silence is not noticed of one that has ended
    private long offered;
    private long forwarded;
    private long unknown;

    MemoryBroker(Object lock, List<MemoryBroker> running, @Nullable MemoryHistory history) {
        this.lock = lock;
        this.running = running;
        this.log = history == null ? null : new MemoryLog(lock, this, history, running);
    }

    boolean isOf(List<MemoryBroker> network) {
        return running == network;
    }

    @Override
    public void start(Listener listener) {
        synchronized (lock) {
            if (inbox != null) {
                throw new IllegalStateException("this broker was started before: join with another one");
            }
            if (closed) {
                return;
            }
            inbox = new MemoryInbox(lock, listener);
            running.add(this);
            if (link == Link.WHOLE) {
                connect();
            }
        }
    }

    @Override
    public CompletionStage<Void> subscribe(String channel) {
        synchronized (lock) {
            channels.add(channel);
            return answered();
        }
    }

    /** Under the lock: completes when what was asked for is answered. */
    CompletableFuture<Void> answered() {
        CompletableFuture<Void> stage = new CompletableFuture<>();
        if (isSilent()) {
            unanswered.add(stage);
        } else {
            stage.complete(null);
        }
        return stage;
    }

    @Override
    public void unsubscribe(String channel) {
        synchronized (lock) {
            channels.remove(channel);
        }
    }

    @Override
    public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
        synchronized (lock) {
            offered++;
            if (closed) {
                return stays("failed", Forwarding.NOT_FORWARDED);
            }
            if (!connected) {
                return wasConnected ? stays("away", Forwarding.NOT_FORWARDED) : stays("alone", Forwarding.FORWARDED);
            }
            if (link == Link.SILENT) {
                if (unconfirmed.size() == MOST_UNCONFIRMED) {
                    return stays("full", Forwarding.NOT_FORWARDED);
                }
                CompletableFuture<Forwarding> stage = new CompletableFuture<>();
                unconfirmed.add(stage);
                return stage;
            }
            for (MemoryBroker other : running) {
                if (other != this && other.hears() && other.channels.contains(channel) && other.inbox != null) {
                    other.inbox.publication(channel, payload.clone());
                }
            }
            forwarded++;
            return CompletableFuture.completedFuture(Forwarding.FORWARDED);
        }
    }

    @Override
    public void broadcast(byte[] payload) {
        synchronized (lock) {
            if (!hears()) {
                return;
            }
            for (MemoryBroker other : running) {
                if (other != this && other.hears() && other.inbox != null) {
                    other.inbox.broadcast(payload.clone());
                }
            }
        }
    }

    @Override
    public @Nullable PublicationLog log() {
        return log;
    }

    /** Under the lock: the log of all has taken in something. */
    void appended(String channel, PublicationLog.Entry entry) {
        if (log != null && inbox != null && hears() && log.follows(channel)) {
            inbox.entry(channel, entry);
        }
    }

    /** Under the lock: the log of all has started afresh. */
    void renewed() {
        if (inbox != null && hears()) {
            inbox.gap();
        }
    }

    /** Under the lock. */
    @Nullable
    MemoryInbox inbox() {
        return inbox;
    }

    @Override
    public LinkStats stats() {
        synchronized (lock) {
            LinkStats.State away = wasConnected ? LinkStats.State.AWAY : LinkStats.State.ALONE;
            return new LinkStats(
                    connected ? LinkStats.State.UP : away,
                    offered,
                    forwarded,
                    notForwarded,
                    unknown,
                    unconfirmed.size(),
                    inbox == null ? 0 : inbox.received(),
                    inbox == null ? Map.of() : Map.of("overflow", inbox.overflow()),
                    inbox == null ? 0 : inbox.gaps());
        }
    }

    @Override
    public void close() {
        MemoryInbox closing;
        synchronized (lock) {
            closed = true;
            running.remove(this);
            disconnect();
            closing = inbox;
        }
        if (closing != null) {
            closing.close();
        }
    }

    void cut() {
        synchronized (lock) {
            link = Link.CUT;
            disconnect();
        }
    }

    void swallow() {
        synchronized (lock) {
            link = Link.SILENT;
            int connection = connections;
            CompletableFuture.delayedExecutor(NOTICES_SILENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> noticeSilence(connection));
        }
    }

    void mend() {
        synchronized (lock) {
            if (link == Link.WHOLE) {
                return;
            }
            disconnect();
            link = Link.WHOLE;
            if (inbox != null && !closed) {
                inbox.gap(); // also of one that was alone until now: it may have subscriptions
                connect();
            }
        }
    }

    private void noticeSilence(int connection) {
        synchronized (lock) {
            if (connection == connections && link == Link.SILENT) {
                disconnect();
            }
        }
    }

    /** Under the lock. */
    boolean hears() {
        return connected && link == Link.WHOLE;
    }

    /** Under the lock. */
    boolean isSilent() {
        return connected && link == Link.SILENT;
    }

    /** Under the lock. */
    private void connect() {
        connected = true;
        wasConnected = true;
        connections++;
    }

    /** Under the lock: the stages complete on other threads. */
    private void disconnect() {
        connected = false;
        unknown += unconfirmed.size();
        unconfirmed.forEach(stage -> stage.completeAsync(() -> Forwarding.UNKNOWN));
        unconfirmed.clear();
        unanswered.forEach(stage -> stage.completeAsync(() -> null));
        unanswered.clear();
        if (log != null) {
            log.disconnect();
        }
    }

    /** Under the lock. */
    private CompletionStage<Forwarding> stays(String reason, Forwarding outcome) {
        notForwarded.merge(reason, 1L, Long::sum);
        return CompletableFuture.completedFuture(outcome);
    }
}
