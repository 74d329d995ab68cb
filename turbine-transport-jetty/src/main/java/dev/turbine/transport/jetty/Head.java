package dev.turbine.transport.jetty;

import dev.turbine.spi.RequestHead;
import dev.turbine.spi.support.PeerAddress;
import java.util.List;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.server.Request;

/** The head of a request, copied out of Jetty's request, which is used again once it is answered. */
record Head(String method, String path, HttpFields fields, boolean secure, String remoteAddress)
        implements RequestHead {

    /** @param path decoded, below the mount */
    static Head of(Request request, String path) {
        return new Head(
                request.getMethod(),
                path,
                request.getHeaders().asImmutable(),
                // Not the scheme of the request: a client may write https into its request line.
                request.getConnectionMetaData().isSecure(),
                PeerAddress.text(request.getConnectionMetaData().getRemoteSocketAddress()));
    }

    @Override
    public List<String> headers(String name) {
        return fields.getValuesList(name);
    }
}
