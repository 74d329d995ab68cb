package dev.turbine.benchmark.crowd;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/** The process that publishes over HTTP: each of its connections sends the next request when the last is answered. */
final class HttpMain {
    private static final String DATA = "x".repeat(126);

    private HttpMain() {}

    /** Base address, number of connections, milliseconds of warm-up, milliseconds measured. */
    public static void main(String[] args) throws IOException {
        URI base = URI.create(args[0]);
        byte[] body = ("{\"channel\":\"bench:0000000\",\"data\":\"" + DATA + "\"}").getBytes(StandardCharsets.UTF_8);
        ByteBuffer request = ByteBuffer.allocateDirect(1024)
                .put(("POST /api/publish HTTP/1.1\r\nHost: " + base.getAuthority()
                                + "\r\nx-api-key: devkey\r\nContent-Type: application/json\r\nContent-Length: "
                                + body.length + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII))
                .put(body)
                .flip();
        HttpLoad load = new HttpLoad(new InetSocketAddress(base.getHost(), base.getPort()), request);
        load.open(Integer.parseInt(args[1]));
        load.run(Long.parseLong(args[2]));
        System.out.println("warm");
        Histogram latencies = load.run(Long.parseLong(args[3]));
        System.out.println("http " + latencies.getTotalCount() + " " + load.failures() + " "
                + latencies.getValueAtPercentile(50) + " " + latencies.getValueAtPercentile(99));
    }

    private static final class HttpLoad {
        private static final int OK = 0x20323030; // " 200", behind HTTP/1.1

        private final InetSocketAddress server;
        private final ByteBuffer request;
        private final ByteBuffer reply = ByteBuffer.allocateDirect(8192);
        private final Selector selector = Selector.open();
        private Histogram latencies = new Histogram(3);
        private int failures;

        HttpLoad(InetSocketAddress server, ByteBuffer request) throws IOException {
            this.server = server;
            this.request = request;
        }

        void open(int connections) throws IOException {
            for (int i = 0; i < connections; i++) {
                SocketChannel socket = SocketChannel.open(server);
                socket.setOption(StandardSocketOptions.TCP_NODELAY, true);
                socket.configureBlocking(false);
                send(socket.register(selector, SelectionKey.OP_READ));
            }
        }

        Histogram run(long millis) throws IOException {
            latencies = new Histogram(3);
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
            while (System.nanoTime() < end) {
                selector.select(this::receive, 1000);
            }
            return latencies;
        }

        int failures() {
            return failures;
        }

        private void send(SelectionKey key) throws IOException {
            request.rewind();
            key.attach(System.nanoTime());
            ((SocketChannel) key.channel()).write(request);
        }

        /** A reply is short: it arrives whole. */
        private void receive(SelectionKey key) {
            try {
                if (((SocketChannel) key.channel()).read(reply.clear()) < 0) {
                    throw new IOException("the server has ended a connection");
                }
                latencies.recordValue((System.nanoTime() - (long) key.attachment()) / 1000);
                if (reply.getInt("HTTP/1.1".length()) != OK) {
                    failures++;
                }
                send(key);
            } catch (IOException e) {
                failures++;
                key.cancel();
            }
        }
    }
}
