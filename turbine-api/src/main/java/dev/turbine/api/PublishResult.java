package dev.turbine.api;

/**
 * What became of a publication: accepted and offered to the subscribers of this node, or refused with an error.
 *
 * @param code 200 when accepted; otherwise 400 (bad channel name, not JSON, not UTF-8), 413 (over the limit) or 503 (too
 *     many publications in flight, shutting down, or not confirmed by a durable log): the statuses that the HTTP API answers with
 * @param message {@code ok}, or what is wrong; a constant text that holds nothing of the input
 * @param delivered number of this node's sessions whose outbound buffer accepted the publication, over all channels it
 *     was published to; 0 when refused, and where a durable log delivers it, which may be later
 * @param forwarded false if it was refused, or may not have reached the other nodes: there is a broker, and it could not
 *     forward it, or does not know whether it did. True also without a broker, and as long as the broker has reached no
 *     other node since the start: {@link LinkStats.State#ALONE}
 */
public record PublishResult(int code, String message, int delivered, boolean forwarded) {
    /** An accepted publication. */
    public static PublishResult accepted(int delivered, boolean forwarded) {
        return new PublishResult(200, "ok", delivered, forwarded);
    }

    /** A refused publication: nobody receives it, unless the message says that this is not known. */
    public static PublishResult refused(int code, String message) {
        return new PublishResult(code, message, 0, false);
    }

    /** Whether the publication was accepted. If not, {@link #code} and {@link #message} say why. */
    public boolean ok() {
        return code == 200;
    }
}
