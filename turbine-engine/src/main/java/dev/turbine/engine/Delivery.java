package dev.turbine.engine;

import dev.turbine.spi.Message;

/** One publication on its way to the subscribers of one shard. */
final class Delivery extends Task {
    /** A channel with no more subscribers than this on a shard is flushed before the broadcasts. */
    private static final int FEW = 64;

    private final Shard shard;
    private final String channel;
    private final Message message;
    private final PublishTicket ticket;

    Delivery(Shard shard, String channel, Message message, PublishTicket ticket) {
        this.shard = shard;
        this.channel = channel;
        this.message = message;
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
            ticket.arrive(accepted);
        }
    }

    private int offerTo(Subscribers.Channel receivers) {
        OutboundMessage publication = new OutboundMessage(message, false);
        boolean urgent = receivers.size() <= FEW;
        int accepted = 0;
        for (int i = 0; i < receivers.size(); i++) {
            if (receivers.member(i).session.deliver(publication, urgent)) {
                accepted++;
            }
        }
        return accepted;
    }
}
