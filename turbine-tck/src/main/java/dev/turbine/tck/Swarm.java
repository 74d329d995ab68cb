package dev.turbine.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Many WebSocket clients on one thread, for load tests: each connects and says what its {@link Talk} does, by default that it
 * authenticates and subscribes, then hands every publication to a listener. A message costs no garbage. It needs the JDK alone, so that it can run in a process of its
 * own.
 *
 * <p>Sessions are numbered from 0 in the order they are opened. This class is thread-safe.
 */
public final class Swarm implements AutoCloseable {
    /** Told of what arrives, on the swarm's thread. */
    public interface Listener {
        /**
         * A publication has arrived.
         *
         * @param payload the whole frame's content, from position to limit; not to be kept
         */
        void onMessage(int session, ByteBuffer payload);

        /** A session has ended, with the code of the server's close frame, or 1006. */
        default void onClosed(int session, int code) {}
    }

    private static final int CONNECTING = 256; // at a time: a listening socket's queue is short

    final String request;
    final Listener listener;
    final Selector selector;
    private final InetSocketAddress server;
    private final int sources;
    private final Thread thread = new Thread(this::run, "swarm");
    private final Queue<Runnable> tasks = new ConcurrentLinkedQueue<>();
    private final List<SwarmSession> sessions = new ArrayList<>(); // guarded by itself
    private volatile boolean closed;

    private final Object lock = new Object();
    private int opened; // guarded by lock
    private int ready; // guarded by lock
    private @Nullable String failure; // guarded by lock

    // Touched on the swarm's thread alone.
    private final Queue<SwarmSession> waiting = new ConcurrentLinkedQueue<>();
    private int connecting;
    ByteBuffer input = ByteBuffer.allocateDirect(256 << 10);
    ByteBuffer view = input.duplicate();

    /**
     * Starts a swarm without sessions.
     *
     * @param base what the server serves, such as {@code http://127.0.0.1:8080}
     * @param sources how many addresses to connect from, 127.0.0.1 and those that follow it: an address has some 28,000
     *     ports, and systems but Linux have one
     */
    public Swarm(URI base, int sources, Listener listener) {
        this(base, "/ws", "", sources, listener);
    }

    /**
     * Starts a swarm without sessions, for a server of any kind.
     *
     * @param path of the WebSocket, below the base
     * @param headers more lines of the request's head, each with its line break
     */
    public Swarm(URI base, String path, String headers, int sources, Listener listener) {
        server = new InetSocketAddress(base.getHost(), base.getPort());
        String prefix = base.getRawPath() == null || base.getRawPath().equals("/") ? "" : base.getRawPath();
        request = "GET " + prefix + path + " HTTP/1.1\r\nHost: " + base.getAuthority() + "\r\n"
                + headers
                + "Connection: Upgrade\r\n"
                + "Upgrade: websocket\r\n"
                + "Sec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Key:"
                + " dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
        this.sources = sources;
        this.listener = listener;
        try {
            selector = Selector.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        thread.setDaemon(true);
        thread.start();
    }

    /** Opens a session of Turbine's; returns its number at once. */
    public int open(String token, Collection<String> channels) {
        return open(new TurbineTalk(token, channels));
    }

    /** Opens a session that says what {@code talk} does; returns its number at once. */
    public int open(Talk talk) {
        SwarmSession session;
        synchronized (sessions) {
            session = new SwarmSession(this, sessions.size(), talk);
            sessions.add(session);
        }
        synchronized (lock) {
            opened++;
        }
        execute(() -> {
            waiting.add(session);
            connectMore();
        });
        return session.number;
    }

    /**
     * Waits until every session opened so far has subscribed to its channels.
     *
     * @throws AssertionError if one was refused, or has ended before, or time runs out
     */
    public void awaitReady(Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (lock) {
            while (ready < opened && failure == null && System.nanoTime() < deadline) {
                try {
                    lock.wait(100);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError(e);
                }
            }
            if (ready < opened) {
                throw new AssertionError(ready + " of " + opened + " sessions ready: " + failure);
            }
        }
    }

    /** Number of sessions that have become ready so far, whether or not they have ended since. */
    public int ready() {
        synchronized (lock) {
            return ready;
        }
    }

    /** Stops reading what the server sends to a session. */
    public void pause(int session) {
        act(session, s -> s.read(false));
    }

    /** Reads so many bytes more, then pauses. */
    public void readAtMost(int session, int bytes) {
        act(session, s -> s.readAtMost(bytes));
    }

    /** Reads again. */
    public void resume(int session) {
        act(session, s -> s.read(true));
    }

    /** Sends a text frame. */
    public void send(int session, String text) {
        act(session, s -> s.send(text));
    }

    /** Ends a session by a close frame; the server's answer ends the connection. */
    public void close(int session) {
        act(session, SwarmSession::sendClose);
    }

    /** Ends a session by a reset. */
    public void kill(int session) {
        act(session, SwarmSession::kill);
    }

    /** Ends all sessions. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void act(int number, Consumer<SwarmSession> action) {
        SwarmSession session;
        synchronized (sessions) {
            session = sessions.get(number);
        }
        execute(() -> action.accept(session));
    }

    private void execute(Runnable task) {
        tasks.add(task);
        if (Thread.currentThread() != thread) {
            selector.wakeup();
        }
    }

    private void run() {
        try {
            while (!closed) {
                if (tasks.isEmpty()) {
                    selector.select(SwarmSession::handle);
                }
                for (Runnable task = tasks.poll(); task != null; task = tasks.poll()) {
                    task.run();
                }
            }
            for (SelectionKey key : selector.keys()) {
                key.channel().close();
            }
            selector.close();
        } catch (IOException | RuntimeException | Error e) {
            fail("swarm has stopped: " + e);
        }
    }

    private void connectMore() {
        while (connecting < CONNECTING && !waiting.isEmpty()) {
            SwarmSession session = waiting.remove();
            if (session.isGivenUp()) {
                continue;
            }
            connecting++;
            try {
                SocketChannel channel = SocketChannel.open();
                channel.configureBlocking(false);
                channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
                if (sources > 1) {
                    channel.bind(new InetSocketAddress("127.0.0." + (1 + session.number % sources), 0));
                }
                channel.connect(server);
                session.key = channel.register(selector, SelectionKey.OP_CONNECT, session);
            } catch (IOException e) {
                settled(session, e.toString());
            }
        }
    }

    /** A session has become ready, or has failed to. */
    void settled(SwarmSession session, @Nullable String problem) {
        connecting--;
        if (problem == null) {
            synchronized (lock) {
                ready++;
                lock.notifyAll();
            }
        } else {
            fail("session " + session.number + ": " + problem);
        }
        connectMore();
    }

    private void fail(String problem) {
        synchronized (lock) {
            failure = failure == null ? problem : failure;
            lock.notifyAll();
        }
    }

    /** Makes room for a frame that does not fit. */
    void growInput() {
        ByteBuffer larger = ByteBuffer.allocateDirect(2 * input.capacity());
        input.flip();
        larger.put(input);
        input = larger;
        view = larger.duplicate();
    }
}
