package dev.turbine.benchmark.peer;

import com.corundumstudio.socketio.Configuration;
import com.corundumstudio.socketio.SocketIOServer;
import dev.turbine.benchmark.subject.Subject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;

/** netty-socketio: a channel is a room, which a client joins by an event. */
public final class SocketIoSubject implements Subject {
    private final int port = freePort(); // the server does not tell which it has chosen
    private final SocketIOServer server;

    public SocketIoSubject(List<String> arguments) throws IOException {
        Configuration configuration = new Configuration();
        configuration.setHostname("127.0.0.1");
        configuration.setPort(port);
        server = new SocketIOServer(configuration);
        // Acknowledged by the server, once the listener has returned.
        server.addEventListener("join", String.class, (client, room, acknowledgement) -> client.joinRoom(room));
        server.start();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void publish(String channel, byte[] data) {
        server.getRoomOperations(channel).sendEvent("publication", Text.unquoted(data));
    }

    @Override
    public void close() {
        server.stop();
    }
}
