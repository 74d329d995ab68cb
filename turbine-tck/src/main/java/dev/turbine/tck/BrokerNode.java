package dev.turbine.tck;

import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/** A broker and its listener, which records what it is told. */
final class BrokerNode implements Broker.Listener {
    private final Broker broker;
    private final Mesh mesh;
    private final List<Arrival> publications = new ArrayList<>(); // guarded by itself
    private final List<byte[]> broadcasts = new CopyOnWriteArrayList<>();
    private final AtomicInteger gaps = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private volatile boolean closed;
    private volatile BiConsumer<String, byte[]> onPublication = (channel, payload) -> {};
    private volatile Runnable onGap = () -> {};

    BrokerNode(Broker broker, Mesh mesh) {
        this.broker = broker;
        this.mesh = mesh;
    }

    /** A publication that has come. */
    record Arrival(String channel, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    Broker broker() {
        return broker;
    }

    LinkStats stats() {
        return broker.stats();
    }

    /** Is called before a publication is recorded. */
    void onPublication(BiConsumer<String, byte[]> first) {
        onPublication = first;
    }

    /** Is called within onGap. */
    void onGap(Runnable also) {
        onGap = also;
    }

    /** Subscribes, and waits for the stage. */
    void subscribe(String... channels) {
        List<CompletionStage<Void>> stages = new ArrayList<>();
        for (String channel : channels) {
            stages.add(broker.subscribe(channel));
        }
        stages.forEach(stage -> mesh.result("subscribe", Mesh.ANSWER, stage));
    }

    CompletionStage<Broker.Forwarding> publish(String channel, String text) {
        return broker.publish(channel, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Publishes, and waits for what becomes of it. */
    Broker.Forwarding forward(String channel, String text) {
        return mesh.result("publish", Mesh.RESULT, publish(channel, text));
    }

    /** What has come, in order. */
    List<Arrival> arrivals() {
        synchronized (publications) {
            return List.copyOf(publications);
        }
    }

    /** The texts that have come on a channel, in order. */
    List<String> texts(String channel) {
        return arrivals().stream()
                .filter(arrival -> arrival.channel().equals(channel))
                .map(Arrival::text)
                .toList();
    }

    List<byte[]> broadcasts() {
        return List.copyOf(broadcasts);
    }

    int gaps() {
        return gaps.get();
    }

    /** How often it was called after {@link #close} had returned. */
    int late() {
        return late.get();
    }

    void awaitText(String channel, String text) {
        mesh.until("arrival of " + text, () -> texts(channel).contains(text));
    }

    void awaitArrivals(int count) {
        mesh.until(count + " arrivals", () -> arrivals().size() >= count);
    }

    void awaitState(LinkStats.State state) {
        mesh.until("state " + state, () -> stats().state() == state);
    }

    void awaitGap() {
        mesh.until("a gap", () -> gaps() > 0);
    }

    void close() {
        broker.close();
        closed = true;
    }

    @Override
    public void onPublication(String channel, byte[] payload) {
        called();
        onPublication.accept(channel, payload);
        synchronized (publications) {
            publications.add(new Arrival(channel, payload));
        }
    }

    @Override
    public void onBroadcast(byte[] payload) {
        called();
        broadcasts.add(payload);
    }

    @Override
    public void onGap() {
        called();
        gaps.incrementAndGet();
        onGap.run();
    }

    private void called() {
        if (closed) {
            late.incrementAndGet();
        }
    }
}
