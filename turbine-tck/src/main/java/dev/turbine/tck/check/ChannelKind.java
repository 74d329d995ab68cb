package dev.turbine.tck.check;

/**
 * What a channel promises to those who are subscribed to it. On every kind nothing arrives twice, changed, outside of a
 * subscription or after the token has run out; what one source publishes keeps its order; and all subscribers on one node
 * agree on the order of everything.
 *
 * <p>A publication is <em>owed</em> to a subscription if it was acknowledged and began after the client was told that it
 * is subscribed: what is under way at that moment may arrive or not. One whose outcome is unknown may arrive or not, once;
 * one that was refused may not.
 */
public enum ChannelKind {
    /**
     * No history, and nothing is dropped: between two publications of a source that arrive none that is owed is missing, and
     * none is at the end.
     */
    LOSSLESS,
    /** As {@link #LOSSLESS}, for what is published on the subscriber's own node; what other nodes publish may be lost. */
    LOCAL,
    /** No history, and any publication may be dropped. */
    LOSSY,
    /**
     * No history, and a publication may be replaced by a later one on the same node: at the end each subscriber has the
     * latest one of its node.
     */
    LATEST,
    /**
     * Each node keeps a history, under an epoch of its own, and counts 1, 2, 3 without a hole. Within an epoch a client sees
     * every publication after its position, in order, over as many connections as it likes, as long as each was answered
     * {@code recovered}. A hole is allowed only where the client was told: not recovered, another epoch, {@code
     * unsubscribed}. A client that was told nothing of the kind has at the end all that it is owed, also from other nodes.
     */
    HISTORY,
    /** As {@link #HISTORY}, but the epoch is the same on all nodes, and offsets rise with holes. */
    DURABLE;

    /** Whether its publications have a place. */
    public boolean hasHistory() {
        return this == HISTORY || this == DURABLE;
    }
}
