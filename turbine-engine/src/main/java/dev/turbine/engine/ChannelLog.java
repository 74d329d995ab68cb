package dev.turbine.engine;

import dev.turbine.api.Limit;
import dev.turbine.api.Position;
import dev.turbine.spi.PublicationLog;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the history of a channel at its home the same as that of the log that all nodes share: reads it at first, appends
 * what the log sends, and reads again where something is missing. Owned by the home's shard.
 *
 * <p>What the log sends while it is being read is kept aside, as much of it as the history holds, and follows what was read.
 */
final class ChannelLog {
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final ChannelHistory kept;
    private final History history;
    private final ChannelHome channel;
    private final int size;
    private final long maxHeldBytes;
    private final Shard home;
    private final Relay relay;
    private final Deque<PublicationLog.Entry> held = new ArrayDeque<>();
    private long heldBytes;
    private long known; // the newest publication that is known of
    private int heldBefore; // so many of the held came before the read that is under way
    private long knownBefore;
    private boolean fresh = true; // it was never loaded
    private long firstAppended = Long.MAX_VALUE; // on this node, while it was fresh
    private boolean loaded;
    private boolean reading;
    private boolean due; // something may be missing that no read has asked for yet
    private boolean failed; // the last read
    private boolean missed; // something may have been since the history ended where it does
    private boolean timed;
    private boolean closed;

    /** Reads again in a while: after a failure, or if what was appended has not come back. */
    private final Timers.Timer timer = new Timers.Timer() {
        @Override
        void fire() {
            timed = false;
            if (!loaded || due || known > history.top()) {
                catchUp();
            }
        }

        @Override
        void fault() {
            retry();
        }
    };

    /** @param size how many publications the channel's history holds */
    ChannelLog(ChannelHistory kept, History history, ChannelHome channel, int size, Shard home, Relay relay) {
        this.kept = kept;
        this.history = history;
        this.channel = channel;
        this.size = size;
        this.maxHeldBytes = home.node.limits.get(Limit.CHANNEL_HISTORY_BYTES);
        this.home = home;
        this.relay = relay;
    }

    void open() {
        reading = true;
        relay.follow(home, channel.channel)
                .thenRun(() -> home.post(() -> {
                    reading = false;
                    catchUp();
                }));
    }

    void close() {
        closed = true;
        home.timers.set(timer, Timers.NEVER);
        relay.unfollow(channel.channel);
    }

    /**
     * Whether the history says what the log does about a position. Not if the position is ahead of it and the log could not
     * be read meanwhile: then another node knows more, and this one cannot tell whether the log still has it.
     */
    boolean knows(@Nullable Position position) {
        return loaded && !(failed && position != null && isBehind(position));
    }

    /** Whether the history ends before a position of the same log. */
    boolean isBehind(Position position) {
        return loaded && position.epoch().equals(history.epoch()) && position.offset() > history.top();
    }

    /** Something may have been missed; also while the log is being read, since that may have begun before. */
    void gap() {
        // What came before is read, or is of a log that has started afresh: its offsets say nothing in another one.
        held.clear();
        heldBytes = 0;
        heldBefore = 0;
        due = true;
        missed = true;
        catchUp();
    }

    /** Reads what the log has and the history has not. */
    void catchUp() {
        if (reading || closed) {
            return;
        }
        reading = true;
        due = false;
        heldBefore = held.size();
        knownBefore = known;
        relay.read(home, channel.channel, loaded ? history.top() : 0, size, !loaded)
                .thenAccept(page -> home.post(() -> take(page.orElse(null))));
    }

    private void retry() {
        if (!timed && !closed) {
            timed = true;
            home.timers.set(timer, home.now() + RETRY_NANOS);
        }
    }

    /** A publication of this node has been appended: it comes back, or is read in a while. */
    void appended(long offset) {
        known = Math.max(known, offset);
        if (fresh && offset > 0) {
            firstAppended = Math.min(firstAppended, offset);
        }
        retry();
    }

    /** The log has sent a publication. */
    void take(PublicationLog.Entry entry, PublishTicket ticket) {
        known = Math.max(known, entry.offset());
        if (loaded && !reading) {
            next(entry, ticket);
        } else {
            hold(entry);
        }
    }

    private void next(PublicationLog.Entry entry, @Nullable PublishTicket ticket) {
        if (entry.offset() <= history.top()) {
            return;
        }
        if (entry.previous() == history.top()) {
            kept.append(entry.offset(), entry.payload(), null, ticket);
        } else {
            hold(entry);
            if (!failed) { // otherwise a read is under way, or due in a while
                catchUp();
            }
        }
    }

    private void hold(PublicationLog.Entry entry) {
        held.add(entry);
        heldBytes += entry.payload().length;
        while (held.size() > size || heldBytes > maxHeldBytes) {
            heldBytes -= held.remove().payload().length; // it is read
            heldBefore = Math.max(0, heldBefore - 1);
        }
    }

    private void take(PublicationLog.@Nullable Page page) {
        reading = false;
        failed = page == null;
        if (closed) {
            return;
        }
        if (page == null) {
            due = true;
            retry();
        } else if (!loaded) {
            load(page);
        } else if (page.epoch().equals(history.epoch()) && (page.complete() || isBeginning(page))) {
            proceed(page);
        } else {
            beginAgain();
            return;
        }
        if (loaded) {
            takeHeld(page == null ? Long.MAX_VALUE : page.top());
        }
        channel.confirm();
        if (loaded && page != null) {
            readOn(page);
        }
    }

    /** A page has an end, and may have been read before something came that is known of. */
    private void readOn(PublicationLog.Page page) {
        boolean nothing = page.entries().isEmpty();
        if (nothing && known == knownBefore) {
            known = history.top(); // what else was known of was of another log, or is gone
        }
        known = Math.max(known, page.top());
        if (due || known > history.top() && !nothing) {
            catchUp();
        } else if (known > history.top()) {
            retry(); // it is known of, and not to be had yet
        }
    }

    /**
     * Those who wait, and those who came with the first publications held, get what has come since they did; also what was
     * published here meanwhile, and is read before it comes.
     */
    private void load(PublicationLog.Page page) {
        List<PublicationLog.Entry> entries = page.entries();
        long firstHeld = held.isEmpty() ? Long.MAX_VALUE : held.element().offset();
        long first = fresh ? Math.min(firstHeld, firstAppended) : firstHeld;
        fresh = false;
        history.restart(
                page.epoch(), entries.isEmpty() ? page.top() : entries.get(0).previous());
        loaded = true;
        missed = false;
        for (PublicationLog.Entry entry : entries) {
            if (!isSound(entry.payload())) {
                history.skip(entry.offset());
            } else if (entry.offset() < first) {
                kept.keep(entry.offset(), entry.payload(), null);
            } else {
                kept.append(entry.offset(), entry.payload(), null, null);
            }
        }
    }

    private void proceed(PublicationLog.Page page) {
        missed = false;
        for (PublicationLog.Entry entry : page.entries()) {
            if (entry.offset() <= history.top()) {
                continue;
            }
            if (isSound(entry.payload())) {
                kept.append(entry.offset(), entry.payload(), null, null);
            } else {
                history.skip(entry.offset());
            }
        }
    }

    /** Whether something that the log holds is a publication by the rules of this node. */
    private boolean isSound(byte[] data) {
        boolean sound = home.node.isSound(data);
        if (!sound) {
            home.node.counters.malformed.increment();
        }
        return sound;
    }

    /** Nobody can be told what was missed, or it is another log than before: all is read, as at first. */
    private void beginAgain() {
        loaded = false;
        known = 0;
        held.clear();
        heldBytes = 0;
        channel.unconfirm();
        history.restart(home.newEpoch(), 0); // whoever reads before it is loaded again is told as well
        channel.lose();
        catchUp();
    }

    /** @param top the newest that the log had when it was asked: what came before that and is newer is of another log */
    private void takeHeld(long top) {
        List<PublicationLog.Entry> came = List.copyOf(held);
        int before = heldBefore;
        held.clear();
        heldBytes = 0;
        heldBefore = 0;
        for (PublicationLog.Entry entry : came) {
            if (reading) {
                hold(entry);
            } else if (before-- <= 0 || entry.offset() <= top) {
                next(entry, null);
            }
        }
    }

    /**
     * Whether it is all that has come since the log was found empty. It cannot tell then whether something had been there
     * before; to who came later that does not matter.
     */
    private boolean isBeginning(PublicationLog.Page page) {
        return history.top() == 0 && !missed && page.entries().size() < size;
    }
}
