package dev.turbine.broker.nats;

import io.nats.client.AuthenticationException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
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

    private static final long MIN_PAUSE_MILLIS = 100;
    private static final long MAX_PAUSE_MILLIS = 2_000;

    /** A link that has held so long is tried again as soon as it is lost; one that comes and goes is not. */
    private static final long STEADY_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final Settings settings;
    private final Outbound outbound;
    private final Inbound inbound;
    private final LinkCounters counters;
    private final ExecutorService threads;
    private final List<Server> servers; // the next to try first
    private final CountDownLatch tried = new CountDownLatch(1);
    private final Thread thread = new Thread(this, "turbine-nats-link");
    private volatile boolean stopping;
    private volatile boolean idle;

    // The thread's own, but for those that the end of a join may write: it comes before the next round
    private volatile long joinedAt = System.nanoTime();
    private volatile @Nullable Wire joined; // the last that was
    private volatile boolean missed;
    private volatile String said = "";
    private long pauseMillis = MIN_PAUSE_MILLIS;

    Link(Settings settings, Outbound outbound, Inbound inbound, LinkCounters counters, ExecutorService threads) {
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
        if (!tried.await(nanos, TimeUnit.NANOSECONDS)) {
            missed = true; // the node goes on alone
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
            Wire wire = null;
            try {
                wire = connect();
            } catch (Throwable fault) { // a class that is missing, such as those that credentials need: the next may be
                // better
                log.error("turbine nats broker: cannot connect", fault);
            }
            if (wire != null) {
                serve(wire);
            }
            missed = true;
            tried.countDown();
            pause();
        }
    }

    /** Tries one server after the other. Null if none is to be had. */
    private @Nullable Wire connect() {
        boolean refused = false;
        for (Server server : servers) {
            try {
                return new Wire(settings, server, threads, inbound, counters, this::wake);
            } catch (AuthenticationException e) {
                refused = true;
            } catch (IOException | RuntimeException e) {
                // Its text may hold the user and password of a URL.
                log.debug(
                        "turbine nats broker: no connection to {}: {}",
                        server,
                        e.getClass().getName());
            } catch (InterruptedException stopped) {
                return null;
            }
        }
        String silent = settings.usesTls()
                ? "no server answers there, or its certificate is not trusted, or not for its name"
                : "no server answers there";
        say(refused ? "the server refuses the credentials, or wants some" : silent);
        return null;
    }

    private void say(String reason) {
        if (!reason.equals(said) && !stopping) {
            said = reason;
            log.warn(
                    "turbine nats broker: cannot join through {}: {}; publications reach only this node's subscribers"
                            + " until it can; trying again",
                    settings.servers,
                    reason);
        }
    }

    /** Until the wire ends, or should. */
    private void serve(Wire wire) {
        outbound.up(wire, () -> joined(wire));
        String end = confirm(wire);
        outbound.lost();
        if (stopping) {
            wire.close();
        } else {
            threads.execute(wire::close); // takes its time if the server takes nothing
            lost(wire, end);
        }
    }

    /** Asks whether what was sent has arrived, again and again. Returns why there is no more of that. */
    private String confirm(Wire wire) {
        while (!stopping) {
            if (wire.hasEnded()) {
                return "the connection has ended";
            }
            if (wire.isLeaving() && servers.size() > 1) {
                return "the server is going to stop";
            }
            long sent = outbound.sent();
            try {
                wire.confirm();
            } catch (IOException e) {
                return wire.hasEnded() ? "the connection has ended" : "the server does not answer";
            }
            String refusal = wire.refusal();
            if (refusal != null) {
                return "it says \"" + refusal + "\"; this node must be allowed to publish and subscribe on "
                        + settings.subjects.all();
            }
            outbound.confirm(sent);
            sleep(sent);
        }
        return "closed";
    }

    private void sleep(long sent) {
        idle = true;
        if (outbound.sent() == sent) {
            LockSupport.parkNanos(this, IDLE_NANOS);
        }
        idle = false;
    }

    /** Called when the server has confirmed all subscriptions. */
    private void joined(Wire wire) {
        log.info("turbine nats broker: {} through {}", joined == null ? "joined" : "back", wire.server());
        joined = wire;
        said = "";
        joinedAt = System.nanoTime();
        tried.countDown();
        if (missed) {
            inbound.gap();
        }
    }

    private void lost(Wire wire, String reason) {
        if (System.nanoTime() - joinedAt > STEADY_NANOS) {
            pauseMillis = MIN_PAUSE_MILLIS;
        }
        servers.remove(wire.server());
        servers.add(wire.server()); // the others first
        if (wire != joined) {
            say(reason);
            return;
        }
        log.warn(
                "turbine nats broker: link to {} lost: {}; publications reach only this node's subscribers until it is back",
                wire.server(),
                reason);
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
            // the loop looks
        }
    }
}
