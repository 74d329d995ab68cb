package dev.turbine.broker.nats;

import dev.turbine.spi.support.LogText;
import io.nats.client.AuthenticationException;
import io.nats.client.Connection;
import io.nats.client.ConnectionListener;
import io.nats.client.Dispatcher;
import io.nats.client.ErrorListener;
import io.nats.client.Message;
import io.nats.client.Nats;
import io.nats.client.Options;
import io.nats.client.impl.Headers;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to one server, from its beginning to its end. It is not repaired: after its end {@link Link} opens another.
 * jnats could reconnect by itself, but would then send what it still holds from before, and could not tell what of it had
 * arrived.
 */
final class Wire implements ConnectionListener, ErrorListener {
    private static final Logger log = LoggerFactory.getLogger(Wire.class);

    private final Server server;
    private final Subjects subjects;
    private final Inbound inbound;
    private final LinkCounters counters;
    private final Runnable onTrouble;
    private final Connection connection;
    private final Dispatcher dispatcher;
    private final @Nullable Entries entries; // null without a durable history
    private final AtomicLong overflowed = new AtomicLong();
    private volatile @Nullable Exception fault; // the first
    private volatile boolean admitted;
    private volatile boolean detached;
    private volatile boolean leaving;
    private volatile boolean ended;

    /** Who is given the answers to requests: those that come to a subject that begins with {@code inbox}. */
    record Answers(String inbox, Consumer<Message> then) {}

    /**
     * Connects. <b>Blocking:</b> for two connection timeouts at most.
     *
     * @param answers null without a durable history
     * @param onTrouble called when the wire has ended, or its server is about to
     * @throws IOException if that fails; the message says why, and holds no secret
     */
    Wire(
            Settings settings,
            Server server,
            JnatsThreads threads,
            Inbound inbound,
            LinkCounters counters,
            @Nullable Answers answers,
            Runnable onTrouble)
            throws IOException, InterruptedException {
        this.server = server;
        this.subjects = settings.subjects;
        this.inbound = inbound;
        this.counters = counters;
        this.onTrouble = onTrouble;
        Options options = settings.options(server, threads)
                .connectionListener(this)
                .errorListener(this)
                .build();
        this.connection = connect(options);
        try {
            this.dispatcher = connection.createDispatcher(this::receive);
            this.dispatcher.setPendingLimits(settings.maxPendingMessages, settings.maxPendingBytes);
            if (answers == null) {
                this.entries = null;
            } else {
                this.entries =
                        new Entries(settings.subjects, inbound, counters, call -> threads.later(() -> inTurn(call)));
                Dispatcher own = connection.createDispatcher(answers.then()::accept); // waits for nothing else
                own.setPendingLimits(settings.maxPendingMessages, settings.maxPendingBytes);
                own.subscribe(answers.inbox() + "*");
            }
        } catch (RuntimeException | Error fault) { // closed meanwhile, or no thread is to be had
            connection.close();
            throw new IOException("the connection has ended at once", fault);
        }
    }

    private Connection connect(Options options) throws IOException, InterruptedException {
        try {
            return Nats.connect(options);
        } catch (AuthenticationException e) {
            throw new IOException("it refuses the credentials, or wants some");
        } catch (IOException e) {
            throw new IOException(Refusal.of(fault));
        }
    }

    Server server() {
        return server;
    }

    private void receive(Message message) {
        if (detached) {
            return;
        }
        countOverflow();
        Entries entries = this.entries;
        if (entries != null && subjects.isFollowed(message.getSubject())) {
            inTurn(() -> entries.receive(message));
        } else if (entries != null && message.getSubject().startsWith(LogStream.ADVISORY)) {
            counters.gaps.increment();
            historyLost(entries);
        } else {
            inbound.receive(message);
        }
    }

    private void historyLost(Entries entries) {
        inTurn(entries::lost);
        inbound.historyGap();
    }

    /** Entries have no number of their node: what comes through the next wire must not come before them. */
    private void inTurn(Runnable call) {
        inbound.inOrder(() -> {
            if (!detached) {
                call.run();
            }
        });
    }

    /** jnats drops the newest when its queue is full; the messages that fill it are still to come here. */
    private void countOverflow() {
        long dropped = dispatcher.getDroppedCount();
        long before = overflowed.getAndSet(dropped);
        if (dropped > before) {
            counters.overflow.add(dropped - before);
            inbound.gap();
            if (entries != null) {
                historyLost(entries);
            }
        }
    }

    /** The largest message that the server takes. */
    long maxPayload() {
        return connection.getMaxPayload();
    }

    /** Does nothing on a wire that has ended: what is wanted is subscribed on the next. */
    void subscribe(String subject) {
        if (entries != null && subjects.isFollowed(subject)) {
            entries.add(subject);
        }
        handOver(() -> dispatcher.subscribe(subject));
    }

    /** The same. */
    void unsubscribe(String subject) {
        handOver(() -> dispatcher.unsubscribe(subject));
        if (entries != null) {
            entries.remove(subject);
        }
    }

    /** What was read of a channel: the newest that the stream holds. */
    void known(String followed, long top) {
        if (entries != null) {
            entries.known(followed, top);
        }
    }

    private void handOver(Runnable call) {
        try {
            uninterrupted(call);
        } catch (IllegalStateException closed) {
            giveUp();
        }
    }

    /** @throws IllegalStateException if the wire has ended */
    void publish(String subject, byte[] bytes) {
        uninterrupted(() -> connection.publish(subject, bytes));
    }

    /** The stream has become another one. */
    void forget() {
        if (entries != null) {
            entries.forget();
        }
    }

    /**
     * Publishes what is to be answered.
     *
     * @throws IllegalStateException if the wire has ended
     */
    void request(String subject, String replyTo, @Nullable Headers headers, byte[] bytes) {
        uninterrupted(() -> connection.publish(subject, replyTo, headers, bytes));
    }

    /** jnats throws away what an interrupted thread hands over, and says so to nobody but a listener. */
    private void uninterrupted(Runnable call) {
        boolean interrupted = Thread.interrupted();
        try {
            call.run();
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** It is not fit for use: another one follows. */
    void giveUp() {
        ended = true;
        onTrouble.run();
    }

    @Override
    public void messageDiscarded(Connection connection, Message message) {
        giveUp(); // all that is not confirmed yet is of unknown outcome
    }

    /**
     * Returns when the server has dealt with all that was sent before this was called: it has answered a PING that went
     * behind it. <b>Blocking:</b> for the connection timeout at most.
     *
     * @throws IOException if no answer comes
     */
    void confirm() throws IOException {
        try {
            connection.RTT();
        } catch (RuntimeException endedMeanwhile) {
            throw new IOException(endedMeanwhile);
        }
    }

    /** Whether the server has closed it, or the network has. */
    boolean hasEnded() {
        return ended;
    }

    /**
     * How often the server has refused something, such as a subject that the account may not use. What came before a
     * confirmation is counted when {@link #confirm} returns.
     */
    long refusals() {
        return connection.getStatistics().getErrs();
    }

    /** What the server said the last time. */
    String lastRefusal() {
        return LogText.escape(String.valueOf(connection.getLastError()));
    }

    /** The server lets this node do what every node has to. */
    void admit() {
        admitted = true;
    }

    boolean isAdmitted() {
        return admitted;
    }

    /** Whether the server has asked its clients to go elsewhere. */
    boolean isLeaving() {
        return leaving;
    }

    /** Nothing that still comes is handed on: what comes through the next wire would be older otherwise. */
    void detach() {
        detached = true;
    }

    /** Closes it. <b>Blocking:</b> for seconds, if the server takes nothing. */
    void close() {
        try {
            connection.close();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    @SuppressWarnings("deprecation") // the only one that jnats demands
    public void connectionEvent(Connection connection, Events event) {
        switch (event) {
            case LAME_DUCK -> leaving = true;
            case DISCONNECTED, CLOSED -> ended = true;
            default -> {
                return;
            }
        }
        onTrouble.run();
    }

    @Override
    public void errorOccurred(Connection connection, String error) {
        onTrouble.run();
    }

    @Override
    public void exceptionOccurred(Connection connection, Exception fault) {
        if (this.fault == null) {
            this.fault = fault;
        }
        log.debug("turbine nats broker: fault in jnats", fault);
    }
}
