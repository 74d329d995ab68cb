package dev.turbine.engine;

import dev.turbine.api.Position;
import dev.turbine.spi.PublicationLog;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the history of a channel at its home the same as that of the log that all nodes share: reads it at first, appends
 * what the log sends, and reads again where something is missing. Owned by the home's shard.
 *
 * <p>What the log sends while it is being read is not kept aside: it only says how far to read.
 */
final class ChannelLog {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ChannelHome channel;
    private final History history;
    private final int size;
    private final Shard home;
    private final Relay relay;
    private long seen; // the newest publication that is known of
    private boolean loaded;
    private boolean reading;
    private boolean closed;

    /** Reads again in a while: after a failure, or if what was appended has not come back. */
    private final Timers.Timer timer = new Timers.Timer() {
        @Override
        void fire() {
            if (!loaded || seen > history.top()) {
                catchUp();
            }
        }

        @Override
        void fault() {
            retry();
        }
    };

    /** @param size how many publications the channel's history holds */
    ChannelLog(ChannelHome channel, History history, int size, Shard home, Relay relay) {
        this.channel = channel;
        this.history = history;
        this.size = size;
        this.home = home;
        this.relay = relay;
    }

    void open() {
        reading = true;
        relay.follow(home, channel.channel).thenRun(() -> home.post(() -> {
            reading = false;
            catchUp();
        }));
    }

    void close() {
        closed = true;
        home.timers.set(timer, Timers.NEVER);
        relay.unfollow(channel.channel);
    }

    /** Whether the history is known. */
    boolean isLoaded() {
        return loaded;
    }

    /** Whether the history ends before a position of the same log. */
    boolean isBehind(Position position) {
        return loaded && position.epoch().equals(history.epoch()) && position.offset() > history.top();
    }

    /** Reads what the log has and the history has not. */
    void catchUp() {
        if (reading || closed) {
            return;
        }
        reading = true;
        relay.read(home, channel.channel, loaded ? history.top() : 0, size, !loaded)
                .thenAccept(page -> home.post(() -> take(page)));
    }

    private void retry() {
        home.timers.set(timer, home.now() + RETRY_NANOS);
    }

    /** A publication of this node has been appended: it comes back, or is read in a while. */
    void appended(long offset) {
        seen = Math.max(seen, offset);
        retry();
    }

    /** The log has sent a publication. */
    void take(PublicationLog.Entry entry, PublishTicket ticket) {
        seen = Math.max(seen, entry.offset());
        if (!loaded || reading || entry.offset() <= history.top()) {
            return;
        }
        if (entry.previous() == history.top()) {
            channel.append(entry.offset(), entry.previous(), entry.payload(), null, ticket);
        } else {
            catchUp();
        }
    }

    private void take(PublicationLog.@Nullable Page page) {
        reading = false;
        if (closed) {
            return;
        }
        if (page == null) {
            retry();
        } else if (!loaded) {
            load(page);
        } else if (page.epoch().equals(history.epoch())) {
            proceed(page);
        } else {
            load(page); // another log than before
            channel.lose();
        }
        channel.confirm();
        if (loaded && seen > history.top() && page != null && !page.entries().isEmpty()) {
            catchUp();
        }
    }

    private void load(PublicationLog.Page page) {
        boolean any = !page.entries().isEmpty();
        history.restart(page.epoch(), any ? page.entries().get(0).previous() : page.top());
        page.entries().forEach(entry -> channel.keep(entry.offset(), entry.previous(), entry.payload(), null));
        loaded = true;
    }

    private void proceed(PublicationLog.Page page) {
        boolean whole = page.complete() || isBeginning(page);
        if (!whole) {
            load(page);
            channel.lose();
            return;
        }
        for (PublicationLog.Entry entry : page.entries()) {
            if (entry.offset() > history.top()) {
                channel.append(entry.offset(), history.top(), entry.payload(), null, null);
            }
        }
    }

    /**
     * Whether it is all that has come since the log was found empty. It cannot tell then whether something had been there
     * before; to who came later that does not matter.
     */
    private boolean isBeginning(PublicationLog.Page page) {
        return history.top() == 0 && page.entries().size() < size;
    }
}
