package dev.turbine.engine;

import dev.turbine.api.Limit;
import dev.turbine.api.SessionListener;
import dev.turbine.api.TurbineException;
import dev.turbine.engine.protocol.JsonProtocol;
import dev.turbine.engine.protocol.PublishRequest;
import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Authenticator;
import dev.turbine.spi.Broker;
import dev.turbine.spi.Transport;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A node with its threads and its transport: brings them up, and down in the order that loses nothing. */
public final class Engine {
    private static final Logger log = LoggerFactory.getLogger(Engine.class);

    /** Threads that wait for a result within a callback are made up for by others, up to this number. */
    private static final int MAX_CALLBACK_THREADS = 256;

    private static final int ID_BYTES = 6;

    /** Within what close() may take beyond DRAIN_TIMEOUT; a shard that is well needs less than a millisecond. */
    private static final long LAST_WORD_MILLIS = 250;

    private final Node node;
    private final Transport transport;
    private final List<ShardLoop> loops;
    private final ThreadPoolExecutor authentication;
    private final ForkJoinPool callbacks;
    private final AtomicBoolean closing = new AtomicBoolean();
    private final CountDownLatch closed = new CountDownLatch(1);

    public Engine(
            String name,
            Limits limits,
            Authenticator authenticator,
            @Nullable SessionListener listener,
            @Nullable Broker broker,
            Channels channels,
            Transport transport) {
        this.transport = transport;
        this.authentication = authenticationThreads(name, limits);
        this.callbacks = callbackThreads(name);
        SecureRandom random = new SecureRandom();
        this.node = new Node(new Node.Parts(
                name,
                newId(name, random),
                limits,
                new JsonProtocol(limits.count(Limit.JSON_DEPTH), limits.count(Limit.CHANNEL_BYTES)),
                new PublishRequest.Reader(limits.count(Limit.JSON_DEPTH), limits.count(Limit.CHANNEL_BYTES)),
                Clock.SYSTEM,
                authenticator,
                authentication,
                callbacks,
                listener,
                broker,
                channels));
        this.loops = IntStream.range(0, limits.count(Limit.SHARDS))
                .mapToObj(i -> new ShardLoop(node, random.nextLong(), "turbine-" + name + "-shard-" + i))
                .toList();
        node.setShards(loops.stream().map(ShardLoop::shard).toList());
    }

    /** Another one at each start, so that what a node said before is not taken for the new one's. */
    private static String newId(String name, SecureRandom random) {
        byte[] part = new byte[ID_BYTES];
        random.nextBytes(part);
        return name + "-" + HexFormat.of().formatHex(part);
    }

    private static ThreadPoolExecutor authenticationThreads(String name, Limits limits) {
        int threads = limits.count(Limit.AUTHENTICATION_THREADS);
        AtomicInteger number = new AtomicInteger();
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                threads,
                threads,
                10,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(limits.count(Limit.AUTHENTICATION_QUEUE)),
                task -> {
                    Thread thread = new Thread(task, "turbine-" + name + "-authentication-" + number.getAndIncrement());
                    thread.setDaemon(true);
                    return thread;
                });
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    /** First in, first out; a callback that waits for the result of another publication does not stop the rest. */
    private static ForkJoinPool callbackThreads(String name) {
        int parallelism = Math.max(2, Runtime.getRuntime().availableProcessors());
        AtomicInteger number = new AtomicInteger();
        return new ForkJoinPool(
                parallelism,
                pool -> {
                    var thread = ForkJoinPool.defaultForkJoinWorkerThreadFactory.newThread(pool);
                    thread.setName("turbine-" + name + "-callback-" + number.getAndIncrement());
                    return thread;
                },
                null,
                true,
                parallelism,
                MAX_CALLBACK_THREADS,
                1,
                pool -> true,
                10,
                TimeUnit.SECONDS);
    }

    public Node node() {
        return node;
    }

    /** Starts the threads, then the broker, then the transport. */
    public void start(Acceptor acceptor) {
        loops.forEach(ShardLoop::start);
        try {
            if (node.relay != null) {
                node.relay.start();
            }
            transport.start(acceptor);
        } catch (Throwable failure) { // errors too, such as a class that is missing: the threads must not stay
            closeBroker();
            stopThreads(0);
            throw new TurbineException("turbine " + node.name + ": cannot start: " + failure.getMessage(), failure);
        }
        node.nodes.start();
        log.info(
                "turbine {}: serving {}, {} shards, node {}",
                node.name,
                transport.addresses(),
                loops.size(),
                node.nodes.id());
    }

    /**
     * Refuses what is new, lets publications under way arrive, tells every session, and stops. Blocks for at most the
     * limit DRAIN_TIMEOUT and two seconds; a second call waits for the first. An interrupted thread does not wait, and
     * closes all the same.
     */
    public void close() {
        if (closing.compareAndSet(false, true)) {
            try {
                shutDown();
            } finally {
                closed.countDown();
            }
            return;
        }
        try {
            closed.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void shutDown() {
        node.refuseNew();
        boolean drained = drain();
        sayLastWord();
        closeBroker();
        quietly("closing the transport", transport::close);
        stopThreads(TimeUnit.SECONDS.toMillis(1));
        if (drained) {
            log.info("turbine {}: stopped", node.name);
        } else {
            log.warn(
                    "turbine {}: stopped, but publications or connections had no end in time; DRAIN_TIMEOUT is {} ms",
                    node.name,
                    node.limits.get(Limit.DRAIN_TIMEOUT));
        }
    }

    /** False if not everything had an end in time. */
    private boolean drain() {
        long deadline = node.clock.nanos() + node.limits.nanos(Limit.DRAIN_TIMEOUT);
        try {
            // Half of the time at most: whatever holds a publication up, the clients are told.
            boolean applied = node.permits.awaitNoPublication((deadline - node.clock.nanos()) / 2);
            for (ShardLoop loop : loops) {
                loop.shard().post(loop.shard()::drain);
            }
            return node.permits.awaitNoConnection(deadline - node.clock.nanos()) && applied;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Before the broker through which it goes is closed. */
    private void sayLastWord() {
        if (node.relay == null) {
            return;
        }
        CountDownLatch said = new CountDownLatch(1);
        node.nodes.leave(said::countDown);
        try {
            if (!said.await(LAST_WORD_MILLIS, TimeUnit.MILLISECONDS)) {
                log.warn("turbine {}: other nodes were not told that it leaves: a shard is held up", node.name);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void closeBroker() {
        if (node.relay != null) {
            quietly("closing the broker", node.relay::close);
        }
    }

    private void quietly(String what, Runnable action) {
        try {
            action.run();
        } catch (Throwable fault) {
            node.fault("fault in " + what, fault);
        }
    }

    private void stopThreads(long millis) {
        loops.forEach(ShardLoop::stop);
        authentication.shutdownNow();
        try {
            long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            for (ShardLoop loop : loops) {
                loop.join(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()));
            }
            callbacks.shutdown();
            callbacks.awaitTermination(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            callbacks.shutdownNow();
        }
    }
}
