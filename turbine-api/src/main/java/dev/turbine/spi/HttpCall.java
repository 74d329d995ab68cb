package dev.turbine.spi;

/**
 * An HTTP request that is not an upgrade, on its way to {@link Acceptor#handle}.
 *
 * <p><b>Threads:</b> methods may be called from any thread, {@code readBody} and {@code reply} once each. <b>Blocking:</b>
 * none blocks.
 */
public interface HttpCall {
    RequestHead head();

    /**
     * Declared length of the body in bytes: 0 if there is none, −1 if it is known only when the body ends.
     */
    long contentLength();

    /**
     * Reads the whole body, and invites it by a 100 if the client expects that. Nothing is allocated by the declared length
     * alone; one that is over the limit is too big before a byte of it is read.
     *
     * @param limit the most bytes to accept; one more ends the reading with {@link Body#onTooBig}
     */
    void readBody(int limit, Body body);

    /**
     * Answers. The transport adds what frames the reply, such as {@code Content-Length}, and leaves out the body of a reply to
     * HEAD. A body that was not read is discarded, or the connection closed, in a way that lets the client see the reply.
     * Nothing is sent if the client or the transport has gone.
     *
     * @param done called exactly once, on any thread and maybe within this call: when the server has written all of the reply,
     *     or when the connection has ended before. One whose client does not take the reply ends after the idle timeout, or
     *     after what a host's server has in place of it. Does not block or throw
     * @throws IllegalStateException if the call was answered before; {@code done} is not called then
     */
    void reply(HttpReply reply, Runnable done);

    /** Answers, for those who need not know when it is written. */
    default void reply(HttpReply reply) {
        reply(reply, () -> {});
    }

    /** Receives a body: exactly one method is called, once, on any thread. */
    interface Body {
        void onBytes(byte[] bytes);

        /** The body is longer than the limit. The reply is still to be made. */
        void onTooBig();

        /** The body did not arrive: the peer broke off, lied about its length, or was too slow. A reply may not reach it. */
        void onFailed(Throwable failure);
    }
}
