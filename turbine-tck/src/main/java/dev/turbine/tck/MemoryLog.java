package dev.turbine.tck;

import dev.turbine.spi.PublicationLog;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** One node's way to the {@link MemoryHistory} of its network. No foreign code is called while the lock is held. */
final class MemoryLog implements PublicationLog {
    private static final int MOST_UNCONFIRMED = 4096;

    private final Object lock; // the network's
    private final MemoryBroker broker;
    private final MemoryHistory history;
    private final List<MemoryBroker> running; // guarded by lock, as is all that follows
    private final Set<String> channels = new HashSet<>();
    private final List<CompletableFuture<Appended>> unconfirmed = new ArrayList<>();
    private final List<CompletableFuture<@Nullable Page>> unread = new ArrayList<>();

    MemoryLog(Object lock, MemoryBroker broker, MemoryHistory history, List<MemoryBroker> running) {
        this.lock = lock;
        this.broker = broker;
        this.history = history;
        this.running = running;
    }

    @Override
    public void start(Listener listener) {
        synchronized (lock) {
            MemoryInbox inbox = broker.inbox();
            if (inbox != null) {
                inbox.history(listener);
            }
        }
    }

    @Override
    public CompletionStage<Appended> append(String channel, byte[] payload, @Nullable String key) {
        synchronized (lock) {
            if (broker.isSilent() && unconfirmed.size() < MOST_UNCONFIRMED) {
                CompletableFuture<Appended> stage = new CompletableFuture<>();
                unconfirmed.add(stage);
                return stage;
            }
            if (!broker.hears()) {
                return CompletableFuture.completedFuture(new Appended(Outcome.NOT_APPENDED, 0));
            }
            Long before = history.placeOf(channel, key);
            if (before != null) {
                return CompletableFuture.completedFuture(new Appended(Outcome.APPENDED, before));
            }
            Entry entry = history.append(channel, payload, key);
            running.forEach(other -> other.appended(channel, entry));
            return CompletableFuture.completedFuture(new Appended(Outcome.APPENDED, entry.offset()));
        }
    }

    /** Under the lock. */
    boolean follows(String channel) {
        return channels.contains(channel);
    }

    @Override
    public CompletionStage<Void> follow(String channel) {
        synchronized (lock) {
            channels.add(channel);
            return broker.answered();
        }
    }

    @Override
    public void unfollow(String channel) {
        synchronized (lock) {
            channels.remove(channel);
        }
    }

    @Override
    public CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest) {
        synchronized (lock) {
            CompletableFuture<@Nullable Page> stage = new CompletableFuture<>();
            if (broker.isSilent() && unread.size() < MOST_UNCONFIRMED) {
                unread.add(stage);
            } else {
                stage.complete(broker.hears() ? history.read(channel, after, limit, newest) : null);
            }
            return stage;
        }
    }

    /** Under the lock: the stages complete on other threads. */
    void disconnect() {
        unconfirmed.forEach(stage -> stage.completeAsync(() -> new Appended(Outcome.UNKNOWN, 0)));
        unconfirmed.clear();
        unread.forEach(stage -> stage.completeAsync(() -> null));
        unread.clear();
    }
}
