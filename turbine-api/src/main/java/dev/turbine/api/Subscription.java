package dev.turbine.api;

/** A subscription of the host's own process to a channel. Closing it ends it. */
public interface Subscription extends AutoCloseable {
    /** The channel subscribed to. */
    String channel();

    /** Ends the subscription; after it returns at most one more call of the listener ends. A second call does nothing. */
    @Override
    void close();
}
