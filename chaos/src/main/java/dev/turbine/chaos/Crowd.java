package dev.turbine.chaos;

import dev.turbine.tck.Swarm;
import dev.turbine.tck.check.Event;
import dev.turbine.tck.check.Journal;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** All subscribers, and what they have in common: a swarm for each node, a clock, a journal. This class is thread-safe. */
final class Crowd implements AutoCloseable {
    private static final int CHANNELS_EACH = 2;
    private static final int MOST_PAUSE_MILLIS = 3_000; // before the first connection

    /** What subscribers are up to. */
    enum Mood {
        /** They come, and stay where they get what they want. */
        ARRIVING,
        /** They come and go. */
        RESTLESS,
        /** As in the beginning; but no connection that begins now may be cut. */
        SETTLING
    }

    /** The subscribers' connections to one node. */
    private final class AtNode implements Swarm.Listener {
        private final Map<Integer, Visit> visits = new HashMap<>(); // guarded by itself
        private final Swarm swarm;

        AtNode(URI node) {
            swarm = new Swarm(node, 1, this);
        }

        void open(Visit visit) {
            synchronized (visits) {
                visit.session = swarm.open(visit);
                visits.put(visit.session, visit);
            }
        }

        @Override
        public void onMessage(int session, ByteBuffer payload) {
            throw new IllegalStateException("visits read everything themselves");
        }

        @Override
        public void onClosed(int session, int code) {
            Visit visit;
            synchronized (visits) {
                visit = visits.remove(session);
            }
            if (visit != null) {
                visit.closed(code);
            }
        }
    }

    private final List<AtNode> nodes;
    private final String token;
    private final Journal journal;
    private final Progress progress;
    private final List<Subscriber> subscribers = new ArrayList<>();
    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "crowd-clock");
        thread.setDaemon(true);
        return thread;
    });
    private volatile Mood mood = Mood.ARRIVING;
    private volatile boolean over;
    private volatile @Nullable String failure;

    Crowd(List<URI> nodes, String token, Journal journal, Progress progress) {
        this.nodes = nodes.stream().map(AtNode::new).toList();
        this.token = token;
        this.journal = journal;
        this.progress = progress;
    }

    /** Lets subscribers come, spread over some seconds and over all channels. */
    void come(int count, int channels, Random random) {
        for (int i = 0; i < count; i++) {
            List<String> wanted = new ArrayList<>();
            for (int k = 0; k < Math.min(CHANNELS_EACH, channels); k++) {
                wanted.add(Chaos.channel((i + k * (1 + i / channels)) % channels));
            }
            List<String> distinct = wanted.stream().distinct().toList();
            Subscriber subscriber = new Subscriber("client-" + (i + 1), distinct, this, new Random(random.nextLong()));
            subscribers.add(subscriber);
            later(random.nextInt(MOST_PAUSE_MILLIS), subscriber::connect);
        }
    }

    int nodes() {
        return nodes.size();
    }

    String token() {
        return token;
    }

    Progress progress() {
        return progress;
    }

    void note(Event event) {
        journal.add(event);
    }

    void later(int millis, Runnable task) {
        if (over) {
            return;
        }
        clock.schedule(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException | Error fault) {
                        fail("in a subscriber: " + fault);
                    }
                },
                millis,
                TimeUnit.MILLISECONDS);
    }

    void open(Visit visit) {
        progress.connections.increment();
        nodes.get(visit.node).open(visit);
    }

    void send(Visit visit, String text) {
        nodes.get(visit.node).swarm.send(visit.session, text);
    }

    /** With a close frame. */
    void leave(Visit visit) {
        nodes.get(visit.node).swarm.close(visit.session);
    }

    /** With a reset. */
    void cut(Visit visit) {
        nodes.get(visit.node).swarm.kill(visit.session);
    }

    void become(Mood next) {
        mood = next;
    }

    Mood mood() {
        return mood;
    }

    boolean isOver() {
        return over;
    }

    /** Something has happened that is the fault of a node or of this program: the run is worth nothing. */
    void fail(String problem) {
        failure = failure == null ? problem : failure;
    }

    @Nullable
    String failure() {
        return failure;
    }

    long subscribed() {
        return subscribers.stream().filter(Subscriber::isSubscribed).count();
    }

    /** How many have read everything. */
    long read(List<Long> lastOfChannels) {
        return subscribers.stream()
                .filter(subscriber -> subscriber.hasRead(lastOfChannels))
                .count();
    }

    /** All has arrived that will: each writes that down, and does nothing more. */
    void end() {
        over = true;
        subscribers.forEach(Subscriber::end);
    }

    @Override
    public void close() {
        over = true;
        clock.shutdownNow();
        nodes.forEach(node -> node.swarm.close());
    }
}
