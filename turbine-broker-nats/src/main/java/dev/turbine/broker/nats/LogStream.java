package dev.turbine.broker.nats;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turbine.spi.support.LogText;
import io.nats.client.Message;
import io.nats.client.api.StreamInfo;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The stream: makes sure that it is there and is as it should be, when the link is up and every few seconds from then on. A
 * stream that was deleted is made again, by whichever node notices first; another one that has taken its place is noticed by
 * all. Owned by the thread of {@link Outbound}.
 */
final class LogStream {
    private static final Logger log = LoggerFactory.getLogger(LogStream.class);

    /** What JetStream itself tells: there is a new leader. What was stored meanwhile may have been told to nobody. */
    static final String ADVISORY = "$JS.EVENT.ADVISORY.STREAM.LEADER_ELECTED.";

    private static final String API = "$JS.API.STREAM.";
    private static final long CHECK_NANOS = TimeUnit.SECONDS.toNanos(5);
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1); // the first time, then twice as much
    private static final int MAX_DOUBLINGS = 4;
    private static final int MAX_SAID = 32;

    // Of JetStream
    private static final int NO_SUCH_STREAM = 10_059;
    private static final int NAME_IN_USE = 10_058;
    private static final int UNAVAILABLE = 503;

    private final String name;
    private final StreamShape shape;
    private final int replicas;
    private final Outbound outbound;
    private final LinkCounters counters;
    private final Runnable onReady;
    /** Completes when it is known for the first time whether the stream is fit for use: empty if it is, or why not. */
    private final CompletableFuture<String> verdict = new CompletableFuture<>();

    private final Set<String> said = new HashSet<>(); // since it was ready the last time
    private volatile boolean ready;
    private volatile String epoch = "";
    private boolean up;
    private boolean checking;
    private int life; // of the wire, so that an answer is not taken for one of the next
    private long nextCheck;
    private final List<Consumer<@Nullable StreamInfo>> askingState = new ArrayList<>(); // one for each read at the most
    private boolean stateUnderWay;
    private int failures; // since it was ready, or the link up

    /** @param onReady what was not followed, or not read, can be from now on */
    LogStream(Settings settings, DurableHistory history, Outbound outbound, LinkCounters counters, Runnable onReady) {
        this.name = settings.name;
        this.shape = new StreamShape(settings.subjects, history);
        this.replicas = history.replicas();
        this.outbound = outbound;
        this.counters = counters;
        this.onReady = onReady;
    }

    /** Waits for it; empty as well if it does not come in time: then what is wrong is logged. */
    String verdict(long nanos) throws InterruptedException {
        try {
            return verdict.get(nanos, TimeUnit.NANOSECONDS);
        } catch (TimeoutException | ExecutionException notYet) {
            verdict.complete("");
            return verdict.join();
        }
    }

    String advisory() {
        return ADVISORY + shape.name();
    }

    boolean isReady() {
        return ready;
    }

    PageSource messages() {
        return new StreamMessages(this, shape.name(), outbound);
    }

    /** Which stream it is. */
    String epoch() {
        return epoch;
    }

    /** The node has joined. */
    void up() {
        up = true;
        failures = 0;
        check();
    }

    /** The wire has ended. */
    void down() {
        up = false;
        ready = false;
        life++;
    }

    /** Checks the stream if it is time to. Returns the nanoseconds until it is. */
    long expire(long now) {
        if (!up || checking) {
            return Long.MAX_VALUE;
        }
        if (nextCheck - now > 0) {
            return nextCheck - now;
        }
        check();
        return Long.MAX_VALUE;
    }

    /** Nobody took in what should have been: the next check is due. */
    void doubt() {
        nextCheck = System.nanoTime();
    }

    private void check() {
        checking = true;
        ask("INFO", new byte[0], answer -> examine(answer, true));
    }

    private void ask(String call, byte[] body, Consumer<Answer> then) {
        int asked = life;
        askOnce(call, body).thenAccept(answer -> {
            if (asked != life) {
                return;
            }
            try {
                then.accept(answer);
            } catch (Throwable fault) { // it is to be checked again
                log.error("{}: fault in what checks the stream", name, fault);
                retry(CHECK_NANOS);
            }
        });
    }

    private CompletableFuture<Answer> askOnce(String call, byte[] body) {
        return outbound.ask(API + call + '.' + shape.name(), null, body);
    }

    private void examine(Answer answer, boolean mayMake) {
        StreamInfo info = info(answer);
        if (answer.kind() == Answer.Kind.NOBODY) {
            refuse(
                    "the server has no JetStream for this account: start it with -js and a store directory (-sd), or leave"
                            + " out the durable history");
        } else if (info == null) {
            later("JetStream does not answer (allow this node to publish to " + API + "*." + shape.name() + ")");
        } else if (!info.hasError()) {
            judge(info);
        } else if (info.getApiErrorCode() == NO_SUCH_STREAM && mayMake) {
            ask("CREATE", shape.json().getBytes(UTF_8), made -> examine(made, false));
        } else if (info.getApiErrorCode() == NAME_IN_USE) {
            ask("INFO", new byte[0], found -> examine(found, false));
        } else if (info.getErrorCode() == UNAVAILABLE || info.getApiErrorCode() == NO_SUCH_STREAM) {
            later("JetStream says " + said(info));
        } else {
            refuse("JetStream refuses the stream " + shape.name() + ": it says " + said(info) + enoughServers());
        }
    }

    private String enoughServers() {
        return replicas == 1
                ? ""
                : "; " + replicas
                        + " replicas need a cluster of at least as many servers with JetStream: name one, or have"
                        + " fewer replicas";
    }

    private static String said(StreamInfo info) {
        return LogText.escape(String.valueOf(info.getDescription()));
    }

    private @Nullable StreamInfo info(Answer answer) {
        Message message = answer.message();
        if (message == null) {
            return null;
        }
        try {
            return new StreamInfo(message);
        } catch (RuntimeException malformed) {
            counters.malformed.increment();
            return null;
        }
    }

    private void judge(StreamInfo info) {
        List<String> differences = shape.differences(info.getConfiguration());
        if (!differences.isEmpty()) {
            refuse("there is a stream " + shape.name() + " with other settings: "
                    + LogText.escape(String.join(", ", differences))
                    + "; give this node the settings of the others; or, to have a new one, stop all nodes and delete the stream,"
                    + " and with it the history");
            return;
        }
        checking = false;
        nextCheck = System.nanoTime() + CHECK_NANOS;
        failures = 0;
        String found = epoch(info);
        if (!said.isEmpty() && found.equals(epoch)) {
            log.info("{}: the history is back: it is in the stream {}, epoch {}", name, shape.name(), epoch);
        }
        said.clear();
        accept(found);
        verdict.complete(""); // the start returns: all is ready
    }

    private void accept(String found) {
        if (!ready && !found.equals(epoch)) {
            log.info("{}: history is in the stream {}, epoch {}", name, shape.name(), found);
        } else if (!found.equals(epoch)) {
            counters.gaps.increment();
            log.warn(
                    "{}: the stream {} is another one than before, epoch {}: what it held is gone",
                    name,
                    shape.name(),
                    found);
        }
        if (!ready || !found.equals(epoch)) {
            epoch = found;
            ready = true;
            onReady.run();
        }
    }

    private static String epoch(StreamInfo info) {
        Instant made = info.getCreateTime().toInstant();
        return Long.toString(TimeUnit.SECONDS.toNanos(made.getEpochSecond()) + made.getNano(), Character.MAX_RADIX);
    }

    private void refuse(String reason) {
        ready = false;
        retry(CHECK_NANOS);
        if (!verdict.complete(reason)) {
            say(reason);
        }
    }

    /** It may be fit for use, as it may have been before. */
    private void later(String reason) {
        retry(RETRY_NANOS << Math.min(failures++, MAX_DOUBLINGS));
        if (!ready) {
            say(reason);
        }
    }

    private void retry(long nanos) {
        checking = false;
        nextCheck = System.nanoTime() + nanos;
    }

    private void say(String reason) {
        if (said.size() < MAX_SAID && said.add(reason)) {
            log.warn(
                    "{}: no history: {}; until there is one, publications to channels that have a history are refused; it"
                            + " goes on trying",
                    name,
                    reason);
        }
    }

    /**
     * How the stream is now, or a little later: null if that is not known, or if it has become another one. One request is
     * under way at a time; who asks meanwhile gets the answer to the next.
     */
    void state(Consumer<@Nullable StreamInfo> then) {
        askingState.add(then);
        if (!stateUnderWay) {
            askState();
        }
    }

    private void askState() {
        List<Consumer<@Nullable StreamInfo>> asking = List.copyOf(askingState);
        askingState.clear();
        stateUnderWay = true;
        askOnce("INFO", new byte[0]).thenAccept(answer -> {
            StreamInfo info = ofThisStream(answer);
            stateUnderWay = false;
            if (!askingState.isEmpty()) {
                askState();
            }
            asking.forEach(then -> then.accept(info));
        });
    }

    /** The same, with how many messages there are of a subject. */
    void stateOf(String subject, Consumer<@Nullable StreamInfo> then) {
        byte[] filter = ("{\"subjects_filter\":\"" + subject + "\"}").getBytes(UTF_8);
        askOnce("INFO", filter).thenAccept(answer -> then.accept(ofThisStream(answer)));
    }

    private @Nullable StreamInfo ofThisStream(Answer answer) {
        StreamInfo info = info(answer);
        return info != null && !info.hasError() && epoch(info).equals(epoch) ? info : null;
    }
}
