package dev.turbine.engine;

import dev.turbine.spi.Message;
import org.jspecify.annotations.Nullable;

/** One publication on its way to the subscribers of one shard. */
final class Delivery extends Task {
    /** A channel with no more subscribers than this on a shard is flushed before the broadcasts. */
    private static final int FEW = 64;

    private final Shard shard;
    private final String channel;
    private final Message message;
    private final long offset;
    private final long previous;
    private final @Nullable PublishTicket ticket;

    /**
     * @param offset its place in the channel's history, and {@code previous} the place before it; 0 where there is none
     * @param ticket null where nobody waits for a result
     */
    Delivery(Shard shard, String channel, Message message, long offset, long previous, @Nullable PublishTicket ticket) {
        this.shard = shard;
        this.channel = channel;
        this.message = message;
        this.offset = offset;
        this.previous = previous;
        this.ticket = ticket;
    }

    @Override
    void run() {
        int accepted = 0;
        try {
            Subscribers.Channel receivers = shard.subscribers.channel(channel);
            if (receivers != null) {
                accepted = offerTo(receivers);
            }
        } finally {
            if (ticket != null) {
                ticket.arrive(accepted);
            }
        }
    }

    private int offerTo(Subscribers.Channel receivers) {
        OutboundMessage publication = OutboundMessage.publication(message, receivers);
        boolean urgent = receivers.size() <= FEW;
        int accepted = 0;
        for (int i = 0; i < receivers.size(); i++) {
            if (receivers.member(i).deliver(publication, offset, previous, urgent)) {
                accepted++;
            }
        }
        return accepted;
    }
}
