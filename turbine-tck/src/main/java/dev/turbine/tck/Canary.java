package dev.turbine.tck;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A healthy publisher and a healthy subscriber beside whatever else happens: every few milliseconds one publishes a number
 * over HTTP, and the other must see every number, in order.
 */
final class Canary implements AutoCloseable {
    private static final String CHANNEL = "canary";
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final int PAUSE_MILLIS = 5;

    private final Client subscriber;
    private final RawHttp publisher;
    private final Thread publishing = new Thread(this::publish, "canary-publisher");
    private final Thread receiving = new Thread(this::receive, "canary-subscriber");
    private final Object lock = new Object();
    private int published; // guarded by lock
    private int received; // guarded by lock
    private @Nullable Throwable failure; // guarded by lock
    private volatile boolean closed;

    Canary(Node node, String token) {
        URI base = node.base();
        subscriber = node.connect(token);
        node.subscribe(subscriber, CHANNEL);
        publisher = new RawHttp(base);
        publishing.start();
        receiving.start();
    }

    /**
     * Waits until the subscriber has received all that was published up to now.
     *
     * @throws AssertionError if a number was lost, or comes too late
     */
    void check() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        synchronized (lock) {
            int goal = published + 1; // at least one that is published from now on
            while (failure == null && received < goal && System.nanoTime() < deadline) {
                try {
                    lock.wait(100);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError(e);
                }
            }
            if (failure != null || received < goal) {
                throw new AssertionError("the canary suffers: received " + received + " of " + goal, failure);
            }
        }
    }

    private void publish() {
        try {
            for (int number = 1; !closed; number++) {
                Node.expect(0, publisher.in().available()); // there was one reply for each request
                RawReply reply = publisher
                        .send(RawRequest.publish(CHANNEL, Integer.toString(number)))
                        .read(PATIENCE);
                Node.expect("{\"ok\":true,\"delivered\":1}", reply.text());
                synchronized (lock) {
                    published = number;
                }
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException | IOException | RuntimeException | AssertionError e) {
            fail(e);
        }
    }

    private void receive() {
        try {
            for (int number = 1; !closed; number++) {
                String got = subscriber.receive(PATIENCE);
                if (!got.equals(push(number))) {
                    throw new AssertionError("expected " + push(number) + ", got " + got + ", then "
                            + subscriber.receive(PATIENCE) + ", " + subscriber.receive(PATIENCE));
                }
                synchronized (lock) {
                    received = number;
                    lock.notifyAll();
                }
            }
        } catch (RuntimeException | AssertionError e) {
            fail(e);
        }
    }

    private static String push(int number) {
        return "{\"method\":\"publication\",\"params\":{\"channel\":\"" + CHANNEL + "\",\"data\":" + number + "}}";
    }

    private void fail(Throwable e) {
        synchronized (lock) {
            if (!closed && failure == null) {
                failure = e;
            }
            lock.notifyAll();
        }
    }

    @Override
    public void close() {
        closed = true;
        try {
            publishing.join();
            subscriber.close();
            receiving.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        publisher.close();
    }
}
