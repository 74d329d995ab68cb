package dev.turbine.api;

import java.time.Duration;

/**
 * Every bound that Turbine keeps, by name, with its default and what happens past it. Set one with {@code
 * Turbine.builder().limit(Limit.SUBSCRIPTIONS, 128)}.
 */
public enum Limit {
    /** Channels a session may subscribe to; past it error 429. */
    SUBSCRIPTIONS(Unit.COUNT, 64),
    /** Publications that wait in a session's outbound buffer; past it they are dropped for that session, counted. */
    OUTBOUND_MESSAGES(Unit.COUNT, 256),
    /** Bytes of publications that wait in a session's outbound buffer; past it as above. */
    OUTBOUND_BYTES(Unit.BYTES, 4 << 20),
    /**
     * Bytes in all outbound buffers of the node, shared out equally among its shards; a message for many sessions of a
     * shard counts once. Past a share, those that hold the most, of the sessions whose write has lasted for 100 ms, are
     * closed with 4001 until three quarters of it are held; past twice the share, also others. Where more than 32 KiB of
     * replies are left then, the connection is aborted instead. Default: a quarter of the heap.
     */
    NODE_OUTBOUND_BYTES(Unit.BYTES, Runtime.getRuntime().maxMemory() / 4),
    /**
     * Bytes that the history of one channel holds; past it the oldest publications go, as they do past the size that
     * {@link ChannelOptions#history} sets.
     */
    CHANNEL_HISTORY_BYTES(Unit.BYTES, 8 << 20),
    /**
     * Bytes in all histories of the node, shared out equally among its shards; past a share, the channel that was published
     * to the longest ago loses its history. Default: an eighth of the heap.
     */
    NODE_HISTORY_BYTES(Unit.BYTES, Runtime.getRuntime().maxMemory() / 8),
    /**
     * Channels of the node that nobody uses and that are kept for their history or their presence, shared out equally among
     * its shards; past a share the one that was used the longest ago goes, with its history. Default: one for each 16 KiB of
     * the heap, at least 10,000.
     */
    IDLE_CHANNELS(Unit.COUNT, Math.max(10_000, Runtime.getRuntime().maxMemory() >> 14)),
    /** Publications in a page of history; a longer one is cut. */
    HISTORY_PAGE(Unit.COUNT, 1000),
    /**
     * Bytes in a page of history; it ends with the publication that passes them. While replies of so many bytes wait for a
     * session, its connection is not read.
     */
    HISTORY_PAGE_BYTES(Unit.BYTES, 1 << 20),
    /**
     * Clients that a {@code presence} command or {@code /api/presence} is answered with; past it, or if their users have more
     * characters than {@link #HISTORY_PAGE_BYTES}, error 413, and {@code presence_stats} remains.
     */
    PRESENCE_CLIENTS(Unit.COUNT, 1000),
    /**
     * Bytes of what the node knows of clients of other nodes, on channels with presence, shared out equally among its shards;
     * past a share further ones are not known here, counted as {@code lost.clients}. Default: an eighth of the heap.
     */
    PRESENCE_BYTES(Unit.BYTES, Runtime.getRuntime().maxMemory() / 8),
    /** Open connections of the node; past it 503 to the upgrade, or close 4504. Default: no limit. */
    CONNECTIONS(Unit.COUNT, Integer.MAX_VALUE),
    /** Bytes of an inbound WebSocket message; past it close 1009. */
    MESSAGE_BYTES(Unit.BYTES, 64 << 10),
    /** Frames of an inbound WebSocket message; past it close 1009. */
    MESSAGE_FRAGMENTS(Unit.COUNT, 1024),
    /** Bytes of the {@code data} of a publication; past it 413. */
    DATA_BYTES(Unit.BYTES, 1 << 20),
    /** Bytes of an HTTP body; past it 413. */
    BODY_BYTES(Unit.BYTES, 2 << 20),
    /** Bytes of UTF-8 of a channel name; past it error 400. */
    CHANNEL_BYTES(Unit.BYTES, 255),
    /** Depth of nested arrays and objects in a command or an HTTP body; past it error 400. */
    JSON_DEPTH(Unit.COUNT, 128),
    /** Bytes of a token; past it error 401. */
    TOKEN_BYTES(Unit.BYTES, 32 << 10),
    /** From the opening of a connection to a successful {@code connect}; past it close 4502. */
    CONNECT_TIMEOUT(Unit.TIME, 10_000),
    /** Without a frame or a pong from the client; past it close 4002. */
    SILENCE_TIMEOUT(Unit.TIME, 60_000),
    /** Between two pings of the server; the first comes after a random part of it. */
    PING_INTERVAL(Unit.TIME, 25_000),
    /** From the decision to close a connection to its end; past it the connection is aborted. */
    CLOSE_TIMEOUT(Unit.TIME, 2_000),
    /** Commands of a session at once; past it the connection is not read until {@link #COMMAND_RATE} allows. */
    COMMAND_BURST(Unit.COUNT, 100),
    /** Commands of a session in a second, after a burst. */
    COMMAND_RATE(Unit.COUNT, 50),
    /**
     * Commands of a session whose replies are not written yet; past it, and past four that subscribe to channels with a
     * history and are not answered, the connection is not read.
     */
    UNANSWERED_COMMANDS(Unit.COUNT, 32),
    /** Refused {@code connect} commands of a connection; the last of them closes it with 4500. */
    REFUSED_CONNECTS(Unit.COUNT, 3),
    /** Bad commands in a row; the last of them closes the connection with 4501. */
    BAD_COMMANDS(Unit.COUNT, 10),
    /** Publications accepted whose result is not delivered yet; past it 503. */
    PUBLICATIONS_IN_FLIGHT(Unit.COUNT, 16_384),
    /** Bytes of publications and of HTTP bodies being read; past it 503. */
    PUBLICATION_BYTES_IN_FLIGHT(Unit.BYTES, 64 << 20),
    /**
     * Bytes of answers to {@code /api/history}, {@code /api/presence}, {@code /api/presence_stats} and {@code /api/info},
     * from the request until the client has taken them; past it 503. What is asked for counts four times while the answer is
     * made: so a page of history of more than a quarter is never answered. Default: a sixteenth of the heap, at least 16
     * MiB.
     */
    ANSWER_BYTES_IN_FLIGHT(Unit.BYTES, Math.max(16 << 20, Runtime.getRuntime().maxMemory() / 16)),
    /**
     * Publications that wait for one listener in the host's process; past it, and past {@link #OUTBOUND_BYTES} characters,
     * they are dropped for it, counted.
     */
    LISTENER_QUEUE(Unit.COUNT, 1024),
    /** Session events that wait for the host's session listener; past it they are dropped, counted. */
    EVENT_QUEUE(Unit.COUNT, 65_536),
    /** Threads that call the authenticator. */
    AUTHENTICATION_THREADS(Unit.COUNT, Math.max(2, Runtime.getRuntime().availableProcessors())),
    /** Authentications that wait for a thread; past it error 500. */
    AUTHENTICATION_QUEUE(Unit.COUNT, 1024),
    /** Time for an authentication; past it error 500. */
    AUTHENTICATION_TIMEOUT(Unit.TIME, 5_000),
    /** Time for a shutdown to tell the clients and to write what was accepted; past it connections are aborted. */
    DRAIN_TIMEOUT(Unit.TIME, 3_000),
    /**
     * Time for the broker to answer; past it a publication may not have reached other nodes, a subscription holds on this
     * node alone until the broker completes it, and a fault is counted.
     */
    BROKER_TIMEOUT(Unit.TIME, 10_000),
    /** Other nodes that are known; past it further ones are not kept, counted. */
    NODES(Unit.COUNT, 1024),
    /** Without a word from another node; past it the node counts as gone. Each says a word five times as often. */
    NODE_TIMEOUT(Unit.TIME, 5_000),
    /** Threads that sessions and channels are spread over. */
    SHARDS(Unit.COUNT, Runtime.getRuntime().availableProcessors());

    /** What a limit's number counts. */
    public enum Unit {
        COUNT,
        BYTES,
        /** Milliseconds. */
        TIME
    }

    private final Unit unit;
    private final long defaultValue;

    Limit(Unit unit, long defaultValue) {
        this.unit = unit;
        this.defaultValue = defaultValue;
    }

    public Unit unit() {
        return unit;
    }

    /** The value it has unless set: a count, bytes or milliseconds. */
    public long defaultValue() {
        return defaultValue;
    }

    /**
     * Returns {@code value} if this limit can have it.
     *
     * @throws IllegalArgumentException if it is under 1, or over 2^31−1 for a count
     */
    public long check(long value) {
        if (value < 1 || unit == Unit.COUNT && value > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("limit " + this + " must be at least 1"
                    + (unit == Unit.COUNT ? " and at most " + Integer.MAX_VALUE : "") + ", is " + value);
        }
        return value;
    }

    /**
     * Returns {@code value} in milliseconds if this limit is a time.
     *
     * @throws IllegalArgumentException if it is not, or {@code value} is under a millisecond
     */
    public long check(Duration value) {
        if (unit != Unit.TIME) {
            throw new IllegalArgumentException("limit " + this + " is a number, not a time: " + value);
        }
        return check(value.toMillis());
    }
}
