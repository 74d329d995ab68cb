package dev.turbine.transport.jetty;

import dev.turbine.spi.Admission;
import dev.turbine.spi.TransportLimits;
import java.net.URI;
import java.util.List;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpMethod;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.PreEncodedHttpField;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.HttpStream;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.ExtensionStack;
import org.eclipse.jetty.websocket.core.Negotiated;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.eclipse.jetty.websocket.core.util.WebSocketUtils;

/**
 * The opening handshake of RFC 6455, section 4.2. Jetty's own handshaker parses extensions that are never granted,
 * keeps the URI with each connection, and offers no place for {@link SocketSession}.
 */
final class Handshake {
    private static final HttpField UPGRADE = new PreEncodedHttpField(HttpHeader.UPGRADE, "websocket");
    private static final HttpField CONNECTION = new PreEncodedHttpField(HttpHeader.CONNECTION, "Upgrade");
    private static final URI NO_URI = URI.create("/");

    private final TransportLimits limits;
    private final Connection.Listener listener;
    private final WebSocketComponents components;
    private final ByteBufferPool buffers = new ArrayByteBufferPool(); // not the connector's, which may not pool

    Handshake(TransportLimits limits) {
        this(limits, new Connection.Listener() {});
    }

    /** @param listener told of each WebSocket's connection that opens and closes */
    Handshake(TransportLimits limits, Connection.Listener listener) {
        this.limits = limits;
        this.listener = listener;
        // The executor is used by clients alone; a session has that of its connector.
        this.components = new WebSocketComponents(null, null, buffers, null, null, Runnable::run);
    }

    /** Whether a request asks for a WebSocket; what is not HTTP/1.1 or no GET cannot, whatever it says. */
    static boolean isAskedFor(Request request) {
        return HttpMethod.GET.is(request.getMethod())
                && request.getConnectionMetaData().getHttpVersion() == HttpVersion.HTTP_1_1
                && request.getHeaders().contains(HttpHeader.UPGRADE, "websocket");
    }

    void complete(Request request, Response response, Callback callback, Head head, Admission.Accept accept) {
        ExtensionStack extensions = new ExtensionStack(components, Behavior.SERVER);
        extensions.negotiate(List.of(), List.of());
        Negotiated negotiated = new Negotiated(NO_URI, accept.subprotocol(), head.secure(), extensions, "13");
        SocketConnection socket = new SocketConnection(limits, head.remoteAddress(), accept.open());
        Connector connector = request.getConnectionMetaData().getConnector();
        SocketSession session = new SocketSession(socket, negotiated, components, limits, connector.getScheduler());
        EndPoint endPoint = request.getConnectionMetaData().getConnection().getEndPoint();
        WebSocketConnection connection =
                new WebSocketConnection(endPoint, connector.getExecutor(), connector.getScheduler(), buffers, session);
        // Heap buffers, whatever the connector uses for HTTP: SocketConnection tells pieces of frames by their offsets.
        connection.setUseInputDirectByteBuffers(false);
        connection.addEventListener(listener);
        session.setWebSocketConnection(connection);

        response.setStatus(101);
        HttpFields.Mutable fields = response.getHeaders();
        fields.put(UPGRADE);
        fields.put(CONNECTION);
        String key = request.getHeaders().get(HttpHeader.SEC_WEBSOCKET_KEY);
        fields.put(HttpHeader.SEC_WEBSOCKET_ACCEPT, WebSocketUtils.hashKey(key));
        if (accept.subprotocol() != null) {
            fields.put(HttpHeader.SEC_WEBSOCKET_SUBPROTOCOL, accept.subprotocol());
        }
        request.setAttribute(HttpStream.UPGRADE_CONNECTION_ATTRIBUTE, connection);
        response.write(true, null, callback);
    }
}
