package dev.turbine.broker.nats;

import dev.turbine.api.LinkStats.State;
import dev.turbine.spi.Broker.Forwarding;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What goes to NATS, and what waits for its confirmation. One thread does it all, in the order it was asked for, so that no
 * caller waits for NATS, and a channel's last unsubscribe and next subscribe cannot cross. The other methods only hand over.
 */
final class Outbound implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Outbound.class);
    private static final CompletionStage<Forwarding> FORWARDED = CompletableFuture.completedStage(Forwarding.FORWARDED);
    private static final CompletionStage<Forwarding> NOT_FORWARDED =
            CompletableFuture.completedStage(Forwarding.NOT_FORWARDED);

    private final String name;
    private final long origin;
    private final Subjects subjects;
    private final LinkCounters counters;
    private final Room room;
    /** Not bounded itself: publications take room first, the others are one for each subscriber that comes or goes. */
    private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();

    private volatile boolean started;
    private volatile boolean closed;
    private volatile State state = State.ALONE;
    private volatile long sent;
    private volatile Runnable onSent = () -> {};

    // The thread's own
    private final Unconfirmed unconfirmed = new Unconfirmed();
    private final Interests interests;
    private final Requests requests;
    private @Nullable LogStream stream; // null without a durable history; set before the start
    private @Nullable Wire wire;
    private long sequence;
    private volatile boolean stopped;
    private boolean warnedOfSize;

    private final Lock leftovers = new ReentrantLock(); // what belonged to the thread, after its end
    private volatile boolean ended;

    Outbound(Settings settings, long origin, LinkCounters counters) {
        this.origin = origin;
        this.name = settings.name;
        this.subjects = settings.subjects;
        this.counters = counters;
        this.room = new Room(settings.maxUnconfirmedMessages, settings.maxUnconfirmedBytes);
        this.interests = new Interests(subjects.nodes(), unconfirmed, settings.linger.toNanos());
        this.requests = new Requests(subjects.answers(origin));
    }

    State state() {
        return state;
    }

    /** What was sent last: {@link #confirm} tells that it has arrived. */
    long sent() {
        return sent;
    }

    /** @param onSent called after something was sent that is to be confirmed */
    void onSent(Runnable onSent) {
        this.onSent = onSent;
    }

    /** @param stream told what becomes of the link */
    void attend(LogStream stream) {
        this.stream = stream;
    }

    /** Who is to be given answers; null if nothing is asked. */
    Wire.@Nullable Answers answers() {
        return stream == null ? null : new Wire.Answers(requests.inbox(), this::answered);
    }

    private void answered(Message message) {
        Runnable action = requests.claim(message);
        if (action != null) {
            post(action);
        }
    }

    /** Has something done by the thread, after what was handed in before. */
    void post(Runnable action) {
        inbox.add(action);
        if (ended) {
            runLeftovers();
        }
    }

    // For the engine

    CompletionStage<Void> listen(String subject) {
        CompletableFuture<Void> done = new CompletableFuture<>();
        post(() -> interests.add(subject, () -> done.complete(null)));
        return done;
    }

    void ignore(String subject) {
        post(() -> interests.remove(subject, System.nanoTime()));
    }

    CompletionStage<Forwarding> publish(String channel, byte[] payload) {
        counters.offered.increment();
        State now = closed ? State.AWAY : state;
        if (now == State.ALONE) {
            counters.alone.increment();
            return FORWARDED;
        }
        if (now == State.AWAY) {
            counters.away.increment();
            return NOT_FORWARDED;
        }
        if (!room.tryTake(payload.length)) {
            counters.full.increment();
            return NOT_FORWARDED;
        }
        counters.waiting.increment();
        CompletableFuture<Forwarding> result = new CompletableFuture<>();
        post(() -> send(channel, payload, result));
        return result;
    }

    void broadcast(byte[] payload) {
        if (!closed && state == State.UP && room.tryTake(payload.length)) {
            post(() -> {
                if (put(subjects.nodes(), payload) == null) {
                    unconfirmed.add(confirmed -> room.giveBack(payload.length));
                } else {
                    room.giveBack(payload.length);
                }
            });
        }
    }

    /** Completes when all that was handed in before is confirmed, or cannot be. */
    CompletionStage<Void> drained() {
        CompletableFuture<Void> done = new CompletableFuture<>();
        post(() -> {
            if (wire == null) {
                done.complete(null);
            } else {
                unconfirmed.add(confirmed -> done.complete(null));
            }
        });
        return done;
    }

    // For the link

    /** @param joined run when the server has confirmed all subscriptions on the new wire */
    void up(Wire wire, Runnable joined) {
        post(() -> {
            this.wire = wire;
            try {
                put(subjects.probe(), new byte[0]);
                interests.join(wire, () -> {
                    state = State.UP;
                    joined.run();
                    if (stream != null) {
                        stream.up();
                    }
                });
            } catch (Throwable fault) { // half joined it would stay
                wire.giveUp();
                throw fault;
            }
        });
    }

    /**
     * The server has dealt with all up to {@code sent}.
     *
     * @param refused whether it has refused something since the last time: what was handed over until now is of unknown
     *     outcome then
     */
    void confirm(long sent, boolean refused) {
        post(() -> {
            if (refused) {
                unconfirmed.doubt();
            }
            unconfirmed.confirm(sent);
        });
    }

    /** The wire has ended. Completes with whether it had been joined. */
    CompletableFuture<Boolean> lost() {
        CompletableFuture<Boolean> joined = new CompletableFuture<>();
        post(() -> joined.complete(leave()));
        return joined;
    }

    void start() {
        started = true;
        Thread thread = new Thread(this, "turbine-nats-out");
        thread.setDaemon(true);
        thread.start();
    }

    /** Refuses what comes from now on. */
    void close() {
        closed = true;
    }

    /** Ends the thread, if it was started; whatever waits is told. */
    void stop() {
        post(() -> {
            leave();
            stopped = true;
        });
        if (!started) {
            ended = true;
            runLeftovers();
        }
    }

    // On the thread

    @Override
    public void run() {
        while (!stopped) {
            try {
                Runnable next = inbox.poll(expire(System.nanoTime()), TimeUnit.NANOSECONDS);
                if (next != null) {
                    next.run();
                }
            } catch (InterruptedException interrupted) {
                log.debug("{}: interrupts do not end it", name);
            } catch (Throwable fault) { // the thread has more to do
                log.error("{}: fault in what it sends", name, fault);
            }
            if (sent != unconfirmed.newest()) {
                sent = unconfirmed.newest();
                onSent.run();
            }
        }
        ended = true;
        runLeftovers();
    }

    private long expire(long now) {
        long nanos = Math.min(interests.expire(now), requests.expire(now));
        return stream == null ? nanos : Math.min(nanos, stream.expire(now));
    }

    /** What was handed in too late has an end, too: there is no wire any more. */
    private void runLeftovers() {
        leftovers.lock();
        try {
            Runnable next;
            while ((next = inbox.poll()) != null) {
                next.run();
            }
        } finally {
            leftovers.unlock();
        }
    }

    /** True if it had been joined. */
    private boolean leave() {
        wire = null;
        if (stream != null) {
            stream.down();
        }
        interests.leave();
        unconfirmed.abandon();
        requests.abandon();
        boolean joined = state == State.UP;
        if (joined) {
            state = State.AWAY;
        }
        return joined;
    }

    /** Sends what is to be answered: the answer comes on the thread as well, in any case. */
    CompletableFuture<Answer> ask(String subject, @Nullable Headers headers, byte[] body) {
        return wire == null
                ? CompletableFuture.completedFuture(Answer.UNSENT)
                : requests.ask(wire, subject, headers, body);
    }

    /** See {@link Requests#fetch}. */
    CompletableFuture<List<Message>> fetch(String subject, String consumer, int wanted, byte[] body) {
        return wire == null
                ? CompletableFuture.completedFuture(List.of())
                : requests.fetch(wire, subject, consumer, wanted, body);
    }

    /** The largest message that the server takes; 0 without one. */
    long maxPayload() {
        return wire == null ? 0 : wire.maxPayload();
    }

    /** Whether the server has confirmed that it hands on what comes to a subject. */
    boolean isHeard(String subject) {
        return interests.isHeard(subject);
    }

    /** See {@link Wire#known}. */
    void known(String subject, long top) {
        if (wire != null) {
            wire.known(subject, top);
        }
    }

    /** See {@link Wire#forget}. */
    void forget() {
        if (wire != null) {
            wire.forget();
        }
    }

    private void send(String channel, byte[] payload, CompletableFuture<Forwarding> result) {
        LongAdder fault = put(subjects.of(channel), payload);
        if (fault != null) {
            settle(payload, result, Forwarding.NOT_FORWARDED, fault);
            return;
        }
        unconfirmed.add(confirmed -> {
            if (confirmed) {
                settle(payload, result, Forwarding.FORWARDED, counters.forwarded);
            } else {
                settle(payload, result, Forwarding.UNKNOWN, counters.unknown);
            }
        });
    }

    private void settle(byte[] payload, CompletableFuture<Forwarding> result, Forwarding outcome, LongAdder reason) {
        room.giveBack(payload.length);
        counters.settled(reason);
        result.complete(outcome);
    }

    /** Hands a message to the wire; otherwise returns the counter of what is in the way. */
    private @Nullable LongAdder put(String subject, byte[] payload) {
        if (wire == null) {
            return counters.away;
        }
        long most = wire.maxPayload();
        if (most > 0 && payload.length + Envelope.OVERHEAD > most) {
            warnOfSize(payload.length, most);
            return counters.size;
        }
        try {
            wire.publish(subject, new Envelope(origin, ++sequence, payload).encode(subject));
            return null;
        } catch (IllegalStateException ended) {
            return counters.away;
        } catch (RuntimeException fault) {
            log.error("{}: cannot hand over a message", name, fault);
            return counters.failed;
        }
    }

    private void warnOfSize(int size, long most) {
        if (!warnedOfSize) {
            warnedOfSize = true;
            log.warn(
                    "{}: a publication of {} bytes is not forwarded, nor are others of that size: with {} more it is over the"
                            + " max_payload of the server, {}; raise that, or lower the limit DATA_BYTES",
                    name,
                    size,
                    Envelope.OVERHEAD,
                    most);
        }
    }
}
