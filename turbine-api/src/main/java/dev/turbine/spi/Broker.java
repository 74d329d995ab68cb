package dev.turbine.spi;

import dev.turbine.api.LinkStats;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Relays publications to and from the other nodes, and never back to this one: local delivery is the engine's. The rules
 * that a broker keeps stand in {@code docs/spi.md}.
 *
 * <p><b>Threads:</b> {@code subscribe}, {@code unsubscribe}, {@code publish} and {@code broadcast} are called by the
 * engine's shards, those about one channel one after another; {@code stats} by any thread. <b>Blocking:</b> none of them
 * blocks or throws; {@code start} and {@code close} may block. Stages complete on any thread, also within the call.
 */
public interface Broker {
    /**
     * Begins to relay. Returns when the other nodes are reached, or when it is clear that this will take longer, after two
     * seconds at most: then the broker goes on trying, and the node works alone until it succeeds. Called once: a broker
     * that was started is not started again.
     *
     * @throws IllegalStateException if it was started before; it goes on as it was
     */
    void start(Listener listener);

    /**
     * Asks for a channel's publications. When the stage completes, nothing that is published later on another node, through
     * the same server, is missed. It completes as well, within about two seconds, if that cannot be had at the moment: the
     * subscription then holds on this node, and is completed by the broker when it can.
     */
    CompletionStage<Void> subscribe(String channel);

    /** The channel's publications are not needed any more. May take effect later. */
    void unsubscribe(String channel);

    /**
     * Hands a publication to the other nodes that are subscribed to its channel: to each at most once, in the order of the
     * calls for the channel. After {@code close} nothing is forwarded.
     *
     * @param payload the publication's data; not to be changed
     * @return what became of it; never fails
     */
    CompletionStage<Forwarding> publish(String channel, byte[] payload);

    /**
     * Sends what nodes tell each other to every other node: to each at most once. Nothing tells of one that is lost.
     *
     * @param payload at most a few hundred bytes; not to be changed
     */
    void broadcast(byte[] payload);

    /** How the link to the other nodes is, and what has gone over it. */
    LinkStats stats();

    /**
     * The log that keeps the history of channels that have one, the same object at each call; null if this broker has none:
     * then each node keeps its own. It lives from {@link #start} to {@link #close}.
     */
    default @Nullable PublicationLog log() {
        return null;
    }

    /**
     * Stops: what was handed in before is sent if that can be done within a second or two, and every stage completes.
     * Nothing is called after it returns. A second call does nothing.
     */
    void close();

    /** What became of a publication. */
    enum Forwarding {
        /**
         * The broker's server has it; or that server has not been reached since the start, so that no other node has been
         * either: then this node is a single one, and misses nothing.
         */
        FORWARDED,
        /** The other nodes did not get it. */
        NOT_FORWARDED,
        /** It was handed over, and then the link failed, or the broker's server refused something, before it was confirmed. */
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

        /**
         * Another node has said something to all. Does not block.
         *
         * @param payload handed over
         */
        void onBroadcast(byte[] payload);

        /**
         * Publications of any channel may have been missed: the link was down and is back, or the node had started without
         * it and has joined now, or a buffer was full. From now on nothing is missed again. Does not block.
         */
        void onGap();
    }
}
