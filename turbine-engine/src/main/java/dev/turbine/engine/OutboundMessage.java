package dev.turbine.engine;

import dev.turbine.spi.Message;
import org.jspecify.annotations.Nullable;

/**
 * A message that waits in outboxes of one shard: made once for each publication and shard, or for a reply. Knows how many
 * hold it, so that the memory of a broadcast is counted once and not for each receiver.
 */
final class OutboundMessage {
    /** What kind of message it is: that says which bound it counts against. */
    enum Kind {
        /** The answer to a command: counts against the session's unanswered commands, and is never dropped. */
        REPLY,
        /** Says that a subscription has ended: there is one for each at the most, and it is never dropped. */
        NOTICE,
        /** Of a channel: counts against the bounds of the outbox, and may be dropped. */
        PUBLICATION
    }

    final Message message;
    final Kind kind;
    /** Whose publication it is; null for the rest. */
    final Subscribers.@Nullable Channel channel;

    private int holders;

    private OutboundMessage(Message message, Kind kind, Subscribers.@Nullable Channel channel) {
        this.message = message;
        this.kind = kind;
        this.channel = channel;
    }

    static OutboundMessage reply(Message message) {
        return new OutboundMessage(message, Kind.REPLY, null);
    }

    static OutboundMessage notice(Message message) {
        return new OutboundMessage(message, Kind.NOTICE, null);
    }

    static OutboundMessage publication(Message message, Subscribers.Channel channel) {
        return new OutboundMessage(message, Kind.PUBLICATION, channel);
    }

    /** Says who comes or goes: bounded like a publication, but never in the way of one, nor replaced by one. */
    static OutboundMessage announcement(Message message) {
        return new OutboundMessage(message, Kind.PUBLICATION, null);
    }

    boolean isPublication() {
        return kind == Kind.PUBLICATION;
    }

    int size() {
        return message.size();
    }

    /** The part of each that holds it. */
    int share() {
        return size() / holders;
    }

    boolean isHeld() {
        return holders > 0;
    }

    /** Whether this was the first holder. */
    boolean hold() {
        return holders++ == 0;
    }

    /** Whether this was the last holder. */
    boolean release() {
        return --holders == 0;
    }
}
