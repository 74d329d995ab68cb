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
     * Declared length of the body in bytes: 0 if there is none, −1 if it is sent in chunks.
     */
    long contentLength();

    /**
     * Reads the whole body. Nothing is allocated by the declared length alone beyond {@code limit}.
     *
     * @param limit the most bytes to accept; one more ends the reading with {@link Body#onTooBig}
     */
    void readBody(int limit, Body body);

    /**
     * Answers. A body that was not read is discarded, or the connection closed.
     *
     * @throws IllegalStateException if the call was answered before
     */
    void reply(HttpReply reply);

    /** Receives a body: exactly one method is called, once, on any thread. */
    interface Body {
        void onBytes(byte[] bytes);

        /** The body is longer than the limit. The reply is still to be made. */
        void onTooBig();

        /** The body did not arrive: the peer broke off, lied about its length, or was too slow. A reply may not reach it. */
        void onFailed(Throwable failure);
    }
}
