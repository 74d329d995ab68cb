package dev.turbine.transport.jakarta;

import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import jakarta.websocket.CloseReason;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.PongMessage;
import jakarta.websocket.Session;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The container's view of one WebSocket. Public because containers insist. */
public final class SocketEndpoint extends Endpoint {
    /** Characters, and bytes, that the container collects before it hands over a part: it allocates both for good. */
    private static final int PART = 1024;

    private final Mount mount;
    private final String remoteAddress;
    private final Function<Connection, Connection.Listener> open;
    private @Nullable SocketConnection connection;

    SocketEndpoint(Mount mount, String remoteAddress, Function<Connection, Connection.Listener> open) {
        this.mount = mount;
        this.remoteAddress = remoteAddress;
        this.open = open;
    }

    @Override
    public void onOpen(Session session, EndpointConfig config) {
        session.setMaxIdleTimeout(mount.acceptor.limits().idleTimeout().toMillis());
        session.setMaxTextMessageBufferSize(PART);
        session.setMaxBinaryMessageBufferSize(PART);
        session.getUserProperties().putAll(Tomcat.TIMEOUTS);
        SocketConnection opened = new SocketConnection(session, remoteAddress, mount);
        connection = opened;
        session.addMessageHandler(String.class, (MessageHandler.Partial<String>) (part, last) ->
                opened.received(ByteBuffer.wrap(part.getBytes(StandardCharsets.UTF_8)), Message.Kind.TEXT, last));
        session.addMessageHandler(ByteBuffer.class, (MessageHandler.Partial<ByteBuffer>)
                (part, last) -> opened.received(part, Message.Kind.BINARY, last));
        session.addMessageHandler(PongMessage.class, (MessageHandler.Whole<PongMessage>) pong -> opened.pong());
        opened.open(open);
    }

    @Override
    public void onClose(Session session, CloseReason reason) {
        SocketConnection ended = connection;
        if (ended != null) {
            ended.ended(reason);
        }
    }

    @Override
    public void onError(Session session, Throwable failure) {
        // onClose follows and says it all.
    }
}
