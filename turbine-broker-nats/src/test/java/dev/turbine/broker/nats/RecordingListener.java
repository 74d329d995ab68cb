package dev.turbine.broker.nats;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.turbine.spi.Broker;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what a broker has told it. */
final class RecordingListener implements Broker.Listener {
    final Queue<String> publications = new ConcurrentLinkedQueue<>();
    final Queue<String> broadcasts = new ConcurrentLinkedQueue<>();
    final AtomicInteger gaps = new AtomicInteger();

    @Override
    public void onPublication(String channel, byte[] payload) {
        publications.add(channel + " " + new String(payload, UTF_8));
    }

    @Override
    public void onBroadcast(byte[] payload) {
        broadcasts.add(new String(payload, UTF_8));
    }

    @Override
    public void onGap() {
        gaps.incrementAndGet();
    }
}
