package dev.turbine.spi;

import java.util.concurrent.CompletionStage;

/**
 * Relays publications to and from the other nodes, and never back to this one: local delivery is the engine's.
 *
 * <p><b>Threads:</b> {@code subscribe}, {@code unsubscribe} and {@code publish} are called by the engine's shards, those
 * about one channel one after another. <b>Blocking:</b> none of them blocks or throws; {@code start} and {@code close} may
 * block.
 */
public interface Broker {
    /**
     * Begins to relay. Returns when the other nodes are reached, or when it is clear that this will take longer: then the
     * broker goes on trying, and the node works alone until it succeeds.
     */
    void start(Listener listener);

    /**
     * Asks for a channel's publications. When the stage completes, nothing that is published later on another node, through
     * the same server, is missed. It completes as well, soon, if that cannot be had at the moment: the subscription then
     * holds on this node, and is completed by the broker when it can.
     */
    CompletionStage<Void> subscribe(String channel);

    /** The channel's publications are not needed any more. May take effect later. */
    void unsubscribe(String channel);

    /**
     * Hands a publication to the other nodes that are subscribed to its channel: to each at most once, in the order of the
     * calls for the channel.
     *
     * @param payload the publication's data; not to be changed
     * @return what became of it; never fails
     */
    CompletionStage<Forwarding> publish(String channel, byte[] payload);

    /** Stops. Nothing is called after it returns. A second call does nothing. */
    void close();

    /** What became of a publication. */
    enum Forwarding {
        /** Handed over; or there has been no other node to reach since the start. */
        FORWARDED,
        /** The other nodes did not get it. */
        NOT_FORWARDED,
        /** The link failed after it was handed over and before that was confirmed. */
        UNKNOWN
    }

    /** The engine's side. */
    interface Listener {
        /**
         * Another node has published.
         *
         * <p><b>Blocking:</b> until the node has room for it; what the broker loses meanwhile is a gap.
         *
         * @param payload handed over
         */
        void onPublication(String channel, byte[] payload);

        /** Publications of any channel may have been lost: the link was down, or a buffer was full. Does not block. */
        void onGap();
    }
}
