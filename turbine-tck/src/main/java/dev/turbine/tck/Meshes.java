package dev.turbine.tck;

import java.util.concurrent.atomic.AtomicInteger;

/** Where the tests of {@link BrokerContract} find what they test. */
interface Meshes {
    /** The network that was made for this test. */
    Mesh mesh();

    /**
     * Publishes until what was unsubscribed takes effect, which it may do later.
     *
     * @param other a channel that the reader is subscribed to
     */
    default void assertFallsSilent(BrokerNode publisher, BrokerNode reader, String channel, String other) {
        AtomicInteger rounds = new AtomicInteger();
        mesh().until("silence on " + channel, () -> {
            String text = "late " + rounds.incrementAndGet();
            publisher.forward(channel, text);
            publisher.forward(other, text);
            reader.awaitText(other, text);
            return !reader.texts(channel).contains(text);
        });
    }
}
