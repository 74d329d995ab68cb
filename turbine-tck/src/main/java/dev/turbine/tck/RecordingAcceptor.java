package dev.turbine.tck;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Admission;
import dev.turbine.spi.Connection;
import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.RequestHead;
import dev.turbine.spi.TransportLimits;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Stands in for the engine where a transport is tested alone: admits what asks for {@code /ws}, answers 200 to every call,
 * and keeps what it was given. A test may change each of these.
 */
public final class RecordingAcceptor implements Acceptor {
    /** The most bytes of a message. */
    public static final int MESSAGE_BYTES = 64 * 1024;

    /** The most frames of a message. */
    public static final int FRAGMENTS = 16;

    private final BlockingQueue<RecordingListener> opened = new LinkedBlockingQueue<>();
    private final BlockingQueue<RequestHead> asked = new LinkedBlockingQueue<>();
    private final BlockingQueue<HttpCall> calls = new LinkedBlockingQueue<>();
    private volatile Consumer<RecordingListener> opening =
            listener -> listener.connection().demand();
    private volatile Function<RequestHead, Admission> admission =
            head -> head.path().equals("/ws")
                    ? new Admission.Accept(null, this::open)
                    : new Admission.Refuse(reply(403, "{\"refused\":true}"));
    private volatile Consumer<HttpCall> handler = call -> call.reply(reply(200, "{}"));
    private volatile TransportLimits limits = new TransportLimits(MESSAGE_BYTES, FRAGMENTS, Duration.ofSeconds(30));

    /** Decides about upgrades in this way from now on. */
    public RecordingAcceptor admitting(Function<RequestHead, Admission> decision) {
        admission = decision;
        return this;
    }

    /** Does this to every listener while its connection opens, in place of the first {@code demand}. */
    public RecordingAcceptor opening(Consumer<RecordingListener> action) {
        opening = action;
        return this;
    }

    /** Treats calls in this way from now on. */
    public RecordingAcceptor handling(Consumer<HttpCall> treatment) {
        handler = treatment;
        return this;
    }

    /** Drops what stays silent for so long. To be called before the transport starts. */
    public RecordingAcceptor idleTimeout(Duration timeout) {
        limits = new TransportLimits(MESSAGE_BYTES, FRAGMENTS, timeout);
        return this;
    }

    /** A reply with the header {@code x-test: 1} and a body that says it is JSON. */
    public static HttpReply reply(int status, String body) {
        return new HttpReply.Full(
                status, "application/json", Map.of("x-test", "1"), body.getBytes(StandardCharsets.UTF_8));
    }

    /** Opens a connection as {@code admit} does for what it accepts. */
    public RecordingListener open(Connection connection) {
        RecordingListener listener = new RecordingListener(connection);
        opening.accept(listener);
        opened.add(listener);
        return listener;
    }

    /**
     * The listener of the connection that was opened next.
     *
     * @throws AssertionError if none is
     */
    public RecordingListener nextOpened() {
        return next(opened, "no connection was opened");
    }

    /**
     * The head that {@code admit} was asked about next.
     *
     * @throws AssertionError if it is not asked
     */
    public RequestHead nextAsked() {
        return next(asked, "admit was not asked");
    }

    /**
     * The call that came next.
     *
     * @throws AssertionError if none comes
     */
    public HttpCall nextCall() {
        return next(calls, "no call came");
    }

    /** The connections opened that nobody has taken. */
    public BlockingQueue<RecordingListener> opened() {
        return opened;
    }

    /** The heads asked about that nobody has taken. */
    public BlockingQueue<RequestHead> asked() {
        return asked;
    }

    /** The calls that nobody has taken. */
    public BlockingQueue<HttpCall> calls() {
        return calls;
    }

    @Override
    public Admission admit(RequestHead head) {
        asked.add(head);
        return admission.apply(head);
    }

    @Override
    public void handle(HttpCall call) {
        Consumer<HttpCall> treatment = handler; // before the test sees the call, and changes it for the next
        calls.add(call);
        treatment.accept(call);
    }

    @Override
    public TransportLimits limits() {
        return limits;
    }

    static <T> T next(BlockingQueue<T> queue, String otherwise) {
        try {
            T next = queue.poll(Node.patience().toMillis(), TimeUnit.MILLISECONDS);
            if (next == null) {
                throw new AssertionError(otherwise);
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(otherwise, e);
        }
    }
}
