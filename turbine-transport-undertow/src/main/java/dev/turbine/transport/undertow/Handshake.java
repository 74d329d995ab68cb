package dev.turbine.transport.undertow;

import dev.turbine.spi.Admission;
import dev.turbine.spi.TransportLimits;
import dev.turbine.spi.support.HeaderTokens;
import io.undertow.server.HttpServerExchange;
import io.undertow.server.HttpUpgradeListener;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import org.xnio.StreamConnection;

/**
 * The opening handshake of RFC 6455, section 4.2. Undertow's own echoes the client's {@code Origin}, adds a header of an
 * old draft, keeps the URI with each connection, and offers no place for {@link SocketSession}.
 */
final class Handshake {
    private static final String GUID = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    private final TransportLimits limits;
    private final Sessions sessions;

    Handshake(TransportLimits limits, Sessions sessions) {
        this.limits = limits;
        this.sessions = sessions;
    }

    /** Whether a request asks for a WebSocket; what is not HTTP/1.1 or no GET cannot, whatever it says. */
    static boolean isAskedFor(HttpServerExchange exchange) {
        HeaderValues upgrades = exchange.getRequestHeaders().get(Headers.UPGRADE);
        return upgrades != null
                && exchange.getRequestMethod().equals(Methods.GET)
                && exchange.getProtocol().equals(Protocols.HTTP_1_1)
                && HeaderTokens.contain(upgrades, "websocket");
    }

    void complete(HttpServerExchange exchange, Head head, Admission.Accept accept) {
        HeaderMap fields = exchange.getResponseHeaders();
        fields.put(Headers.UPGRADE, "websocket");
        fields.put(
                Headers.SEC_WEB_SOCKET_ACCEPT,
                acceptance(exchange.getRequestHeaders().getFirst(Headers.SEC_WEB_SOCKET_KEY)));
        if (accept.subprotocol() != null) {
            fields.put(Headers.SEC_WEB_SOCKET_PROTOCOL, accept.subprotocol());
        }
        exchange.upgradeChannel(new Upgrade(head.remoteAddress(), accept));
        exchange.endExchange();
    }

    private static String acceptance(String key) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            byte[] digest = sha1.digest((key + GUID).getBytes(StandardCharsets.ISO_8859_1));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-1", e);
        }
    }

    /** What happens when the 101 has been written. Undertow keeps it with the connection, so it lets go of the rest. */
    private final class Upgrade implements HttpUpgradeListener {
        private final String remoteAddress;
        private Admission.@Nullable Accept accept;

        Upgrade(String remoteAddress, Admission.Accept accept) {
            this.remoteAddress = remoteAddress;
            this.accept = accept;
        }

        @Override
        public void handleUpgrade(StreamConnection stream, HttpServerExchange exchange) {
            Admission.Accept opening = accept;
            accept = null;
            if (opening != null) {
                SocketConnection connection = new SocketConnection(limits, remoteAddress, sessions);
                connection.open(
                        new SocketSession(
                                stream, exchange.getConnection().getByteBufferPool(), limits.idleTimeout(), connection),
                        opening.open());
            }
        }
    }
}
