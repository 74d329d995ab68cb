package dev.turbine.broker.nats;

import dev.turbine.spi.support.LogText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a wire to one of the servers: opens it, asks again and again whether what was sent has arrived, and opens another
 * when no answer comes. A server that is frozen is noticed as well, after {@link #IDLE_NANOS} and the time for an answer.
 */
final class Link implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(Link.class);

    /** While nothing is sent, a server is asked for a sign of life this often. */
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final String ENDED = "the connection has ended";

    // What becomes of publications without a link; with a durable history, of those to channels without a history
    private static final String ALONE = "publications reach this node's own subscribers alone";
    private static final String REFUSED = "publications to channels with a history are refused";

    private static final int MAX_SAID = 32;
    private static final long MIN_PAUSE_MILLIS = 100;
    private static final long MAX_PAUSE_MILLIS = 2_000;

    /** A link that has held so long is tried again as soon as it is lost; one that comes and goes is not. */
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Settings settings;
    private final Outbound outbound;
    private final Inbound inbound;
    private final LinkCounters counters;
    private final JnatsThreads threads;
    private final List<Server> servers; // the next to try first
    /** Open until the first attempt to join has come to something. */
    private final CountDownLatch tried = new CountDownLatch(1);

    private final Thread thread = new Thread(this, "turbine-nats-link");
    private volatile boolean stopping;
    private volatile boolean idle;

    private long pauseMillis = MIN_PAUSE_MILLIS; // the thread's own

    // Written by the thread of Outbound when a join is confirmed, read after that wire's end
    private volatile long joinedAt;
    private volatile boolean everJoined;
    /** What the log was told since the last join. */
    private final Set<String> said = ConcurrentHashMap.newKeySet();

    /** Others may have published while this node did not listen: the next join is a gap, and all that follow. */
    private volatile boolean missed;

    Link(Settings settings, Outbound outbound, Inbound inbound, LinkCounters counters, JnatsThreads threads) {
        this.settings = settings;
        this.outbound = outbound;
        this.inbound = inbound;
        this.counters = counters;
        this.threads = threads;
        servers = new ArrayList<>(settings.servers);
        Collections.shuffle(servers, ThreadLocalRandom.current());
    }

    /** Waits until the node has joined the others, or the first attempt has failed; not longer than {@code nanos}. */
    void awaitFirstAttempt(long nanos) throws InterruptedException {
        boolean done = false;
        try {
            done = tried.await(nanos, TimeUnit.NANOSECONDS);
        } finally {
            missed |= !done; // the node goes on alone
        }
    }

    /** Something was sent: asks whether it has arrived, unless it is asking already. */
    void wake() {
        if (idle) {
            LockSupport.unpark(thread);
        }
    }

    void start() {
        thread.setDaemon(true);
        thread.start();
    }

    /** Closes the wire and ends the thread; waits for that, but not longer than {@code millis}. */
    void stop(long millis) throws InterruptedException {
        stopping = true;
        thread.interrupt();
        thread.join(millis);
    }

    @Override
    public void run() {
        while (!stopping) {
            try {
                Wire wire = connect();
                if (wire != null) {
                    serve(wire);
                }
            } catch (Throwable fault) { // such as no memory for a thread: the next round may be better
                log.error("{}: fault in the link", settings.name, fault);
            }
            missed = true;
            tried.countDown();
            pause();
        }
    }

    /** Tries one server after the other. Null if none is to be had. */
    private @Nullable Wire connect() {
        for (Server server : servers) {
            if (stopping) {
                return null; // jnats keeps an interrupt to itself
            }
            try {
                return new Wire(settings, server, threads, inbound, counters, outbound.answers(), this::wake);
            } catch (IOException e) {
                say(server, e.getMessage());
            } catch (RuntimeException | LinkageError e) { // such as the class that signs with credentials
                say(server, "there is a fault: " + LogText.escape(e.getClass().getName()));
            } catch (InterruptedException stopped) {
                return null;
            }
        }
        return null;
    }

    private void say(Server server, @Nullable String reason) {
        if (!stopping && isNews(server + ": " + reason)) {
            log.warn(
                    "{}: cannot join through {}: {}; until this node has joined, {}; it goes on trying",
                    settings.name,
                    server,
                    reason,
                    settings.durable == null
                            ? ALONE
                            : REFUSED + ", nobody can subscribe to these channels, and other " + ALONE);
        }
    }

    /** Whether this was not said since the last join. A server may find ever new words: past some it is not heard. */
    private boolean isNews(String text) {
        return said.size() < MAX_SAID && said.add(text);
    }

    /** Until the wire ends, or should. */
    private void serve(Wire wire) {
        outbound.up(wire, () -> joined(wire));
        String end = confirm(wire);
        wire.detach();
        boolean joined = outbound.lost().join();
        if (stopping) {
            wire.close();
            return;
        }
        threads.loops.execute(wire::close); // takes its time if the server takes nothing
        servers.remove(wire.server());
        servers.add(wire.server()); // the others first
        if (joined) {
            lost(wire.server(), end);
        } else {
            say(wire.server(), end);
        }
    }

    /** Asks whether what was sent has arrived, again and again. Returns why there is no more of that. */
    private String confirm(Wire wire) {
        long refusals = 0;
        while (!stopping) {
            long sent = outbound.sent();
            try {
                wire.confirm();
            } catch (IOException e) {
                return wire.hasEnded() ? ENDED : "it does not answer";
            }
            long before = refusals;
            refusals = wire.refusals();
            boolean refused = refusals > before;
            if (refused && !wire.isAdmitted()) {
                return "it says " + wire.lastRefusal() + " (allow this node to publish and subscribe on "
                        + settings.subjects.all() + ")";
            }
            if (wire.hasEnded()) {
                return ENDED;
            }
            outbound.confirm(sent, refused);
            if (refused) {
                refused(wire);
            }
            if (mustLeave(wire)) {
                return "it is going to stop";
            }
            sleep(wire, sent, refusals);
        }
        return "closed";
    }

    private boolean mustLeave(Wire wire) {
        return wire.isLeaving() && servers.size() > 1;
    }

    private void sleep(Wire wire, long sent, long refusals) {
        idle = true; // from here on wake() is heard; what came before is looked for
        if (outbound.sent() == sent && !wire.hasEnded() && !mustLeave(wire) && wire.refusals() == refusals) {
            LockSupport.parkNanos(this, IDLE_NANOS);
        }
        idle = false;
    }

    /** Called by the thread of {@link Outbound} when the server has confirmed all subscriptions. */
    private void joined(Wire wire) {
        log.info("{}: {} through {}", settings.name, everJoined ? "back" : "joined", wire.server());
        everJoined = true;
        joinedAt = System.nanoTime();
        said.clear();
        tried.countDown();
        if (missed) {
            inbound.gap();
        }
    }

    private void refused(Wire wire) {
        String refusal = wire.lastRefusal();
        if (isNews(refusal)) {
            log.warn(
                    "{}: {} says {}: what it refuses does not come from other nodes, or go there (allow this node to publish"
                            + " and subscribe on {}, and as many subscriptions as there are channels)",
                    settings.name,
                    wire.server(),
                    refusal,
                    settings.subjects.all());
        }
    }

    private void lost(Server server, String reason) {
        said.clear();
        if (System.nanoTime() - joinedAt > STEADY_NANOS) {
            pauseMillis = MIN_PAUSE_MILLIS;
        }
        log.warn(
                "{}: link to {} lost: {}; until it is back, {}",
                settings.name,
                server,
                reason,
                settings.durable == null ? ALONE : REFUSED + ", and other " + ALONE);
    }

    private void pause() {
        if (stopping) {
            return;
        }
        long millis = pauseMillis;
        pauseMillis = Math.min(2 * millis, MAX_PAUSE_MILLIS);
        try {
            // Not all nodes at once
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(millis / 2, millis + 1));
        } catch (InterruptedException stopped) {
            log.debug("{}: stops", settings.name);
        }
    }
}
