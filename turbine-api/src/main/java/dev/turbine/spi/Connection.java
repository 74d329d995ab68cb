package dev.turbine.spi;

import dev.turbine.api.Disconnect;
import org.jspecify.annotations.Nullable;

/**
 * One open WebSocket, as a transport offers it to the engine.
 *
 * <p><b>Threads:</b> the engine calls {@code send}, {@code ping}, {@code demand} and {@code close} of one connection from
 * one thread at a time; {@code abort} may come from any. <b>Blocking:</b> no method blocks, throws, or calls back while it
 * holds a lock. A call back may happen within a call.
 *
 * <p>Once a close frame was sent or the connection has ended, calls have no effect but {@code abort}, and a batch fails.
 * The peer's close frame is answered by the transport, with the same code.
 */
public interface Connection {
    /**
     * Sends messages in order, one frame each unless the server cuts long ones, in as few writes as the server allows.
     * The engine does not call again before {@code done} was called: one batch is in flight at a time, and that is all
     * the back-pressure there is.
     *
     * @param batch the same object for all connections that are to get the same messages
     * @param done called exactly once: when the operating system has taken all of it, or when it cannot be sent
     */
    void send(Batch batch, Completion done);

    /** Sends a ping frame; it may overtake what was sent before. The pong arrives at {@link Listener#onPong}. */
    void ping();

    /**
     * Asks for one more message; demands add up. None is delivered that was not asked for: meanwhile the transport holds
     * one whole message at most and stops reading, so that pongs and the peer's close frame may wait, too. (Where a host's
     * server cannot stop, it holds more, within the bytes of one, and documents what comes then.) After {@link #close} it reads on by itself for the peer's close frame, and drops messages.
     */
    void demand();

    /**
     * Sends a close frame behind what was sent before. {@link Listener#onClosed} follows when the connection has ended:
     * after the peer's close frame, for which the engine waits a while before it calls {@link #abort}, or, where a host's
     * server tells no more, when the frame was written.
     */
    void close(Disconnect disconnect);

    /**
     * Ends the connection at once, whatever is still to be sent, and without a close frame where the server can.
     * {@link Listener#onClosed} follows, with {@link Disconnect#ABNORMAL} unless a close frame came first.
     */
    void abort();

    /** Address and port of the peer, for logs and hooks. */
    String remoteAddress();

    /** Told when a batch has been written. */
    @FunctionalInterface
    interface Completion {
        /** @param failure null when written, otherwise why it was not */
        void done(@Nullable Throwable failure);
    }

    /**
     * The engine's side of a connection. Calls for one connection come one after another, with a happens-before edge
     * between them. No method blocks or throws. {@link dev.turbine.spi.support.ListenerGate} keeps the order.
     */
    interface Listener {
        /**
         * A whole message has arrived; no further one comes before the next {@link Connection#demand}.
         *
         * @param payload the content, handed over; not yet checked to be UTF-8
         */
        void onMessage(byte[] payload, Message.Kind kind);

        /** A pong frame has arrived, asked for or not. Uses up no demand. */
        void onPong();

        /**
         * The connection has ended. Called exactly once; nothing is called after it.
         *
         * @param disconnect the close frame that came first, the peer's or ours; {@link Disconnect#ABNORMAL} if there was
         *     none, code 1005 if it had no code
         */
        void onClosed(Disconnect disconnect);
    }
}
