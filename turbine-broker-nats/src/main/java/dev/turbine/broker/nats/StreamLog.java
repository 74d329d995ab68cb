package dev.turbine.broker.nats;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turbine.spi.PublicationLog;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValue;
import io.nats.client.support.JsonValueUtils;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The log that all nodes share, in JetStream. What is asked for is done by the thread of {@link Outbound}, in order. */
final class StreamLog implements PublicationLog {
    private static final Logger log = LoggerFactory.getLogger(StreamLog.class);
    private static final CompletionStage<Appended> NOT_APPENDED =
            CompletableFuture.completedStage(new Appended(Outcome.NOT_APPENDED, 0));

    /** A key's header with its name, and the line that says that there are headers. */
    private static final int HEADER_BYTES = 96;

    private final String name;
    private final Subjects subjects;
    private final DurableHistory history;
    private final Outbound outbound;
    private final LinkCounters counters;
    private final Room room;
    private final LogStream stream;
    private volatile @Nullable Inbound inbound;
    private volatile boolean closed;

    // The thread's own
    private final PageReads reads = new PageReads();
    private int appending;
    private @Nullable CompletableFuture<Void> drained;
    private boolean warnedOfSize;

    StreamLog(Settings settings, DurableHistory history, Outbound outbound, LinkCounters counters) {
        this.name = settings.name;
        this.subjects = settings.subjects;
        this.history = history;
        this.outbound = outbound;
        this.counters = counters;
        this.room = new Room(settings.maxUnconfirmedMessages, settings.maxUnconfirmedBytes);
        this.stream = new LogStream(settings, history, outbound, counters, this::ready);
        if (history.replicas() > 1) {
            outbound.listen(stream.advisory());
        }
    }

    LogStream stream() {
        return stream;
    }

    /** Through whom entries come in. */
    void begin(Inbound inbound) {
        this.inbound = inbound;
    }

    @Override
    public void start(Listener listener) {
        Inbound inbound = this.inbound;
        if (inbound == null) {
            throw new IllegalStateException("the NatsBroker of this log has not been started");
        }
        inbound.history(listener);
    }

    @Override
    public Retention retention() {
        return new Retention(history.size(), history.ttl());
    }

    private void ready() {
        outbound.forget();
        Inbound inbound = this.inbound;
        if (inbound != null) {
            inbound.historyGap();
        }
    }

    @Override
    public CompletionStage<Appended> append(String channel, byte[] payload, @Nullable String key) {
        if (closed || !stream.isReady() || !room.tryTake(payload.length)) {
            return NOT_APPENDED;
        }
        CompletableFuture<Appended> result = new CompletableFuture<>();
        outbound.post(() -> send(channel, payload, key, result));
        return result;
    }

    private void send(String channel, byte[] payload, @Nullable String key, CompletableFuture<Appended> result) {
        appending++;
        int size = payload.length + (key == null ? 0 : HEADER_BYTES);
        CompletableFuture<Answer> answer = fits(size) && stream.isReady()
                ? outbound.ask(subjects.stored(channel), headers(channel, key), payload)
                : CompletableFuture.completedFuture(Answer.UNSENT);
        answer.thenAccept(reply -> {
            room.giveBack(payload.length);
            if (reply.kind() == Answer.Kind.NOBODY && stream.isReady()) {
                stream.doubt();
            }
            result.complete(appended(reply));
            appending--;
            tellDrained();
        });
    }

    private boolean fits(int size) {
        long most = outbound.maxPayload();
        if (most > 0 && size > most && !warnedOfSize) {
            warnedOfSize = true;
            log.warn(
                    "{}: a publication of {} bytes is not appended to its history, nor are others of that size: the server's"
                            + " max_payload is {}; raise that, or lower the limit DATA_BYTES",
                    name,
                    size,
                    most);
        }
        return most <= 0 || size <= most;
    }

    private static @Nullable Headers headers(String channel, @Nullable String key) {
        return key == null ? null : new Headers().add("Nats-Msg-Id", id(channel, key));
    }

    /** Keys may hold anything, and one of another channel is another one. */
    private static String id(String channel, String key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(channel.getBytes(UTF_8));
            digest.update((byte) 0xff); // in no UTF-8
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest.digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException impossible) { // every JDK has it
            throw new IllegalStateException(impossible);
        }
    }

    private Appended appended(Answer answer) {
        Message reply = answer.message();
        if (reply != null) {
            return appended(reply);
        }
        Outcome outcome = answer.kind() == Answer.Kind.NONE ? Outcome.UNKNOWN : Outcome.NOT_APPENDED;
        return new Appended(outcome, 0);
    }

    private Appended appended(Message reply) {
        try {
            JsonValue json = JsonParser.parse(reply.getData());
            if (JsonValueUtils.readValue(json, "error")
                    != null) { // one of several servers may have stored it all the same
                return new Appended(history.replicas() == 1 ? Outcome.NOT_APPENDED : Outcome.UNKNOWN, 0);
            }
            long place = JsonValueUtils.readLong(json, "seq", 0);
            if (place > 0) {
                return new Appended(Outcome.APPENDED, place);
            }
        } catch (JsonParseException | RuntimeException malformed) {
            log.debug("{}: an answer of JetStream cannot be read", name, malformed);
        }
        counters.malformed.increment();
        return new Appended(Outcome.UNKNOWN, 0);
    }

    @Override
    public CompletionStage<Void> follow(String channel) {
        return outbound.listen(subjects.followed(channel));
    }

    @Override
    public void unfollow(String channel) {
        outbound.ignore(subjects.followed(channel));
    }

    @Override
    public CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest) {
        CompletableFuture<@Nullable Page> result = new CompletableFuture<>();
        if (closed || !stream.isReady()) {
            result.complete(null);
        } else {
            PageRead.Wanted wanted = new PageRead.Wanted(subjects.stored(channel), after, limit, newest);
            outbound.post(() -> reads.add(
                    deadline -> read(wanted, deadline, subjects.followed(channel), result),
                    () -> result.complete(null)));
        }
        return result;
    }

    private void read(
            PageRead.Wanted wanted, long deadline, String followed, CompletableFuture<@Nullable Page> result) {
        if (closed || !stream.isReady()) {
            reads.ended();
            result.complete(null);
            return;
        }
        boolean heard = outbound.isHeard(followed);
        Consumer<@Nullable Page> told = page -> {
            if (page != null && heard) {
                outbound.known(followed, page.top());
            }
            result.complete(page);
        };
        new PageRead(stream.messages(), wanted, deadline, reads::ended, told).start();
    }

    /** Takes nothing more. Completes when what was handed in before has a result. */
    CompletableFuture<Void> close() {
        closed = true;
        CompletableFuture<Void> done = new CompletableFuture<>();
        outbound.post(() -> {
            drained = done;
            tellDrained();
        });
        return done;
    }

    private void tellDrained() {
        if (drained != null && appending == 0) {
            drained.complete(null);
        }
    }
}
