package dev.turbine.engine;

import dev.turbine.spi.Message;

/**
 * A message that waits in outboxes of one shard: made once for each publication and shard, or for a reply. Knows how many
 * hold it, so that the memory of a broadcast is counted once and not for each receiver.
 */
final class OutboundMessage {
    final Message message;
    /** A reply is never dropped and counts against the session's unanswered commands, a publication the other way round. */
    final boolean reply;

    private int holders;

    OutboundMessage(Message message, boolean reply) {
        this.message = message;
        this.reply = reply;
    }

    int size() {
        return message.size();
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
