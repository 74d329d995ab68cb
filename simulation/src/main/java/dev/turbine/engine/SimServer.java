package dev.turbine.engine;

import dev.turbine.spi.PublicationLog.Entry;
import dev.turbine.spi.PublicationLog.Page;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** What is between the nodes: relays what they publish, and keeps a log of it. */
final class SimServer {
    /** The log of one channel. */
    private static final class Stream {
        private final List<Entry> entries = new ArrayList<>();
        private final Map<String, Long> offsetsByKey = new HashMap<>();
        private long top;
        private long trimmed; // the last one that is not there any more
    }

    final List<SimLink> links = new ArrayList<>();
    private final Map<String, Stream> streams = new HashMap<>();
    private final RandomGenerator random;
    private final int size;
    private String epoch;
    private long newest;
    /** Whether it answers everything. */
    boolean reliable;
    /** Whether it refuses nothing. */
    boolean roomy;

    /** @param size how many publications of a channel the log keeps */
    SimServer(RandomGenerator random, int size) {
        this.random = random;
        this.size = size;
        this.epoch = "log" + random.nextInt(1_000_000);
        this.newest = random.nextInt(3) * 10L;
    }

    /** Loses the log: another one begins, and every node is told of a gap. */
    void startAfresh() {
        epoch = "log" + random.nextInt(1_000_000);
        newest = random.nextInt(3) * 10L;
        streams.clear();
        links.forEach(SimLink::startAfresh);
    }

    /** Passes a publication on to every other node that asked for it. */
    void relay(SimLink from, String channel, byte[] payload) {
        for (SimLink link : links) {
            if (link != from && link.isInterested(channel)) {
                link.arrive(new SimLink.Incoming(channel, payload, null));
            }
        }
    }

    void broadcast(SimLink from, byte[] payload) {
        for (SimLink link : links) {
            if (link != from) {
                link.arrive(new SimLink.Incoming(null, payload, null));
            }
        }
    }

    /** Appends, and sends it to every node that follows the channel. */
    long append(String channel, byte[] payload, @Nullable String key) {
        Stream stream = streams.computeIfAbsent(channel, c -> new Stream());
        Long known = key == null ? null : stream.offsetsByKey.get(key);
        if (known != null) {
            return known;
        }
        newest += 1 + random.nextInt(2); // another channel's may be between
        Entry entry = new Entry(newest, stream.top, payload);
        stream.top = newest;
        stream.entries.add(entry);
        if (key != null) {
            stream.offsetsByKey.put(key, newest);
        }
        while (stream.entries.size() > size) {
            stream.trimmed = stream.entries.remove(0).offset();
        }
        for (SimLink link : links) {
            if (link.isFollowing(channel)) {
                link.arrive(new SimLink.Incoming(channel, payload, entry));
            }
        }
        return newest;
    }

    /** Whether it has no room for a publication at the moment. */
    boolean isFull() {
        return !roomy && random.nextInt(10) == 0;
    }

    /** Whether the log can be read at the moment. */
    boolean isReadable() {
        return reliable || random.nextInt(10) > 0;
    }

    /** Whether it never answers what it was asked. */
    boolean forgets() {
        return !reliable && random.nextInt(20) == 0;
    }

    Page read(String channel, long after, int limit, boolean newest) {
        Stream stream = streams.computeIfAbsent(channel, c -> new Stream());
        List<Entry> all =
                stream.entries.stream().filter(e -> e.offset() > after).toList();
        boolean whole = after >= stream.trimmed && after <= this.newest;
        if (all.size() <= limit) {
            return new Page(epoch, stream.top, all, whole);
        }
        return newest
                ? new Page(epoch, stream.top, all.subList(all.size() - limit, all.size()), false)
                : new Page(epoch, stream.top, all.subList(0, limit), whole);
    }
}
