package dev.turbine.transport.undertow;

import dev.turbine.spi.RequestHead;
import dev.turbine.spi.support.PeerAddress;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import java.util.List;

/** The head of a request. Undertow changes none of it once it is parsed, so that any thread may read it. */
record Head(String method, String path, HeaderMap fields, boolean secure, String remoteAddress) implements RequestHead {

    static Head of(HttpServerExchange exchange) {
        return new Head(
                exchange.getRequestMethod().toString(),
                exchange.getRelativePath(),
                exchange.getRequestHeaders(),
                // Not the scheme of the request: a client may write https into its request line.
                exchange.getConnection().getSslSessionInfo() != null,
                PeerAddress.text(exchange.getSourceAddress()));
    }

    @Override
    public List<String> headers(String name) {
        HeaderValues values = fields.get(name);
        return values == null ? List.of() : List.copyOf(values);
    }
}
