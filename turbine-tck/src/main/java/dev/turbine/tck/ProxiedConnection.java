package dev.turbine.tck;

import java.io.IOException;
import java.net.Socket;
import java.util.function.Consumer;

/** A connection through a {@link FaultyProxy}: one thread for each direction. */
final class ProxiedConnection {
    private final Socket client;
    private final Socket server;
    private final ProxyFlow flow;
    private final Consumer<ProxiedConnection> onEnd;
    private volatile boolean lost;

    ProxiedConnection(Socket client, Socket server, ProxyFlow flow, Consumer<ProxiedConnection> onEnd) {
        this.client = client;
        this.server = server;
        this.flow = flow;
        this.onEnd = onEnd;
    }

    void start() throws IOException {
        client.setTcpNoDelay(true);
        server.setTcpNoDelay(true);
        run("faulty-proxy-to-server", () -> pump(client, server, true));
        run("faulty-proxy-to-client", () -> pump(server, client, false));
    }

    /** Whether bytes of it have been thrown away. */
    boolean hasLost() {
        return lost;
    }

    void reset() {
        onEnd.accept(this);
        reset(client);
        reset(server);
    }

    static Thread run(String name, Runnable task) {
        Thread thread = new Thread(task, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void pump(Socket from, Socket to, boolean towardsServer) {
        byte[] buffer = new byte[64 << 10];
        try {
            for (int read = read(from, buffer); read >= 0; read = read(from, buffer)) {
                flow.hold(towardsServer);
                if (!flow.passesOn()) {
                    lost = true;
                }
                if (!lost) {
                    to.getOutputStream().write(buffer, 0, read);
                } else if (flow.isNormal()) {
                    reset(); // restored between the two
                }
            }
            flow.awaitNormal();
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                onEnd.accept(this);
                from.close();
                to.close();
            }
        } catch (IOException e) {
            flow.awaitNormal(); // a side that has failed is not told to the other while nothing moves
            reset();
        }
    }

    private int read(Socket from, byte[] buffer) throws IOException {
        flow.passesOn();
        return from.getInputStream().read(buffer);
    }

    private static void reset(Socket socket) {
        try {
            socket.setSoLinger(true, 0);
            socket.close();
        } catch (IOException e) {
            // it is closed already
        }
    }
}
