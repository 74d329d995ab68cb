package dev.turbine.benchmark.peer;

import org.jspecify.annotations.Nullable;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.MessageHandler;
import org.springframework.messaging.simp.broker.SimpleBrokerMessageHandler;
import org.springframework.messaging.simp.stomp.StompCommand;
import org.springframework.messaging.simp.stomp.StompHeaderAccessor;
import org.springframework.messaging.support.ExecutorChannelInterceptor;
import org.springframework.messaging.support.MessageBuilder;

/**
 * Answers a subscription that asks for a receipt, once the simple broker has it: that broker sends none, and a client could
 * not tell from when on it gets everything.
 */
final class Receipts implements ExecutorChannelInterceptor {
    private final MessageChannel toClients;

    Receipts(MessageChannel toClients) {
        this.toClients = toClients;
    }

    @Override
    public void afterMessageHandled(
            Message<?> message, MessageChannel channel, MessageHandler handler, @Nullable Exception problem) {
        StompHeaderAccessor subscription = StompHeaderAccessor.wrap(message);
        if (handler instanceof SimpleBrokerMessageHandler
                && problem == null
                && subscription.getCommand() == StompCommand.SUBSCRIBE
                && subscription.getReceipt() != null) {
            StompHeaderAccessor receipt = StompHeaderAccessor.create(StompCommand.RECEIPT);
            receipt.setReceiptId(subscription.getReceipt());
            receipt.setSessionId(subscription.getSessionId());
            toClients.send(MessageBuilder.createMessage(new byte[0], receipt.getMessageHeaders()));
        }
    }
}
