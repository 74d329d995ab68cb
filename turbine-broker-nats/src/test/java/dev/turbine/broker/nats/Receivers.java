package dev.turbine.broker.nats;

import dev.turbine.tck.Swarm;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of one node, and what each has received of each source in each channel. That nothing comes twice, too late
 * or damaged is seen at once; what is missing, {@link Checker} looks for at the end.
 */
final class Receivers implements Swarm.Listener, AutoCloseable {
    private final int member;
    private final int members;
    private final int sources;
    private final int channels;
    private final Swarm swarm;
    private final List<List<Integer>> channelsOf = new ArrayList<>();
    private final Map<Integer, BitSet> received = new HashMap<>(); // by slot; written by the swarm's thread
    private final AtomicIntegerArray last;
    private final AtomicLong total = new AtomicLong();
    private volatile long slowestLocal;
    private volatile @Nullable String fault;

    /** @param base of the node */
    Receivers(int member, int members, URI base, int sessions, int sources, int channels) {
        this.member = member;
        this.members = members;
        this.sources = sources;
        this.channels = channels;
        last = new AtomicIntegerArray(sessions * sources * channels);
        swarm = new Swarm(base, 1, this);
    }

    /** Opens sessions, each with {@code each} channels in a row, so that all channels have as many subscribers. */
    void open(int sessions, int each) {
        String token = Member.token();
        for (int session = 0; session < sessions; session++) {
            int first = session * each;
            List<Integer> own = IntStream.range(first, first + each)
                    .mapToObj(c -> c % channels)
                    .toList();
            channelsOf.add(own);
            swarm.open(token, own.stream().map(Numbered::channel).toList());
        }
        swarm.awaitReady(Duration.ofSeconds(60));
    }

    @Override
    public void onMessage(int session, ByteBuffer payload) {
        String frame = StandardCharsets.UTF_8.decode(payload).toString();
        try {
            take(session, Numbered.ofFrame(frame));
        } catch (RuntimeException e) {
            fail("session " + session + " received " + frame + ": " + e);
        }
    }

    private void take(int session, Numbered message) {
        if (message.source() % members == member) {
            slowestLocal = Math.max(slowestLocal, System.nanoTime() - message.sentAt());
        }
        int slot = slot(session, message.source(), message.channel());
        BitSet before = received.computeIfAbsent(slot, s -> new BitSet());
        if (before.get(message.number())) {
            fail("session " + session + " received twice " + message);
        } else if (message.number() < last.get(slot)) {
            fail("session " + session + " received " + message + " after number " + last.get(slot));
        }
        before.set(message.number());
        last.set(slot, Math.max(message.number(), last.get(slot)));
        total.incrementAndGet();
    }

    private void fail(String problem) {
        if (fault == null) {
            fault = "node " + member + ": " + problem;
        }
    }

    private int slot(int session, int source, int channel) {
        return (session * sources + source) * channels + channel;
    }

    /** What came twice, too late, or damaged; null if nothing did. */
    @Nullable
    String fault() {
        return fault;
    }

    /** Deliveries to all sessions. */
    long total() {
        return total.get();
    }

    /** The longest that a publication of this very node took to one of its sessions. */
    Duration slowestLocal() {
        return Duration.ofNanos(slowestLocal);
    }

    /** The sessions that are subscribed to a channel. */
    List<Integer> subscribers(int channel) {
        return IntStream.range(0, channelsOf.size())
                .filter(session -> channelsOf.get(session).contains(channel))
                .boxed()
                .toList();
    }

    /** Whether all subscribers have this or a later one. */
    boolean hasPassed(Numbered message) {
        return subscribers(message.channel()).stream()
                .allMatch(session -> last.get(slot(session, message.source(), message.channel())) >= message.number());
    }

    /** How many subscribers have received it. Asked when nothing is under way any more. */
    int count(Numbered message) {
        return (int) subscribers(message.channel()).stream()
                .map(session -> received.get(slot(session, message.source(), message.channel())))
                .filter(numbers -> numbers != null && numbers.get(message.number()))
                .count();
    }

    /** How many of a source have come, to all channels. Asked when nothing is under way any more. */
    int distinct(int source) {
        int count = 0;
        for (int channel = 0; channel < channels; channel++) {
            BitSet numbers = new BitSet();
            for (int session : subscribers(channel)) {
                numbers.or(received.getOrDefault(slot(session, source, channel), new BitSet()));
            }
            count += numbers.cardinality();
        }
        return count;
    }

    /** Nodes, those in other processes included. */
    int members() {
        return members;
    }

    @Override
    public void close() {
        swarm.close();
    }
}
