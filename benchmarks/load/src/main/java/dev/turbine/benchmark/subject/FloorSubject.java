package dev.turbine.benchmark.subject;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/**
 * What nothing on this JVM can be below: sockets of NIO and frames that are encoded once, written by the publisher's thread.
 * One write carries a fixed number of publications to a socket.
 */
public final class FloorSubject implements Subject {
    private static final long FULL_NANOS = 20_000;

    private final int perWrite;
    private final ServerSocketChannel listening;
    private final Selector selector;
    private final Map<String, List<SocketChannel>> channels = new ConcurrentHashMap<>();
    private final ByteBuffer frames = ByteBuffer.allocateDirect(1 << 20);
    private int gathered;
    private List<SocketChannel> receivers = List.of();

    /** @param arguments publications in a write */
    public FloorSubject(List<String> arguments) {
        perWrite = Integer.parseInt(arguments.get(0));
        try {
            listening = ServerSocketChannel.open().bind(new InetSocketAddress("127.0.0.1", 0), 1024);
            listening.configureBlocking(false);
            selector = Selector.open();
            listening.register(selector, SelectionKey.OP_ACCEPT);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Thread thread = new Thread(this::serve, "floor");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public int port() {
        return listening.socket().getLocalPort();
    }

    /** Channels take their turns in a write: with more than one to a write there is one channel. */
    @Override
    public void publish(String channel, byte[] data) {
        FloorFrames.append(frames, Publications.message(channel, data));
        receivers = channels.getOrDefault(channel, List.of());
        if (++gathered == perWrite) {
            flush();
        }
    }

    @Override
    public void flush() {
        gathered = 0;
        frames.flip();
        try {
            for (SocketChannel socket : receivers) {
                write(socket);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        frames.clear();
    }

    private void write(SocketChannel socket) throws IOException {
        frames.position(0);
        socket.write(frames);
        while (frames.hasRemaining()) {
            LockSupport.parkNanos(FULL_NANOS);
            socket.write(frames);
        }
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void serve() {
        try {
            while (listening.isOpen()) {
                selector.select(key -> {
                    try {
                        if (key.isAcceptable()) {
                            accept();
                        } else {
                            read(key);
                        }
                    } catch (IOException e) {
                        key.cancel();
                    }
                });
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept() throws IOException {
        SocketChannel socket = listening.accept();
        socket.configureBlocking(false);
        socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
        socket.register(selector, SelectionKey.OP_READ, ByteBuffer.allocate(4096));
    }

    private void read(SelectionKey key) throws IOException {
        SocketChannel socket = (SocketChannel) key.channel();
        ByteBuffer in = (ByteBuffer) key.attachment();
        if (socket.read(in) < 0) {
            socket.close();
            channels.values().forEach(members -> members.remove(socket));
            return;
        }
        in.flip();
        if (in.get(0) == 'G') {
            if (FloorFrames.skipHead(in)) {
                socket.write(ByteBuffer.wrap(FloorFrames.UPGRADE));
            }
        }
        for (String channel = FloorFrames.subscription(in);
                !channel.isEmpty();
                channel = FloorFrames.subscription(in)) {
            channels.computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>())
                    .add(socket);
            ByteBuffer ok = ByteBuffer.allocate(8);
            FloorFrames.append(ok, new byte[] {'o', 'k'});
            socket.write(ok.flip());
        }
        in.compact();
    }
}
