package dev.turbine.transport.jakarta;

import dev.turbine.spi.Admission;
import dev.turbine.spi.support.HeaderTokens;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Extension;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Has the container complete the opening handshake, from within the servlet: so the host's filters have run before it. */
final class Handshake {
    private static final String CONTAINER = ServerContainer.class.getName();

    private Handshake() {}

    /** Whether a request asks for a WebSocket; what is not HTTP/1.1 or no GET cannot, whatever it says. */
    static boolean isAskedFor(HttpServletRequest request) {
        return request.getMethod().equals("GET")
                && request.getProtocol().equals("HTTP/1.1")
                && HeaderTokens.contain(Collections.list(request.getHeaders("Upgrade")), "websocket");
    }

    static void complete(
            HttpServletRequest request, HttpServletResponse response, Head head, Admission.Accept accept, Mount mount)
            throws ServletException, IOException {
        if (!(request.getServletContext().getAttribute(CONTAINER) instanceof ServerContainer container)) {
            throw new ServletException(
                    "this application has no Jakarta WebSocket container: add tomcat-embed-websocket,"
                            + " jetty-ee11-websocket-jakarta-server, or what your server calls it");
        }
        SocketEndpoint endpoint = new SocketEndpoint(mount, head.remoteAddress(), accept.open());
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(SocketEndpoint.class, "/dev.turbine")
                .configurator(new Configurator(endpoint, accept.subprotocol()))
                .build();
        try {
            container.upgradeHttpToWebSocket(new WithoutExtensions(request), response, config, Map.of());
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
    }

    /** Tomcat would parse the extensions, which are never granted, and fail at those that are malformed. */
    private static final class WithoutExtensions extends HttpServletRequestWrapper {
        WithoutExtensions(HttpServletRequest request) {
            super(request);
        }

        @Override
        public Enumeration<String> getHeaders(String name) {
            return name.equalsIgnoreCase("Sec-WebSocket-Extensions")
                    ? Collections.emptyEnumeration()
                    : super.getHeaders(name);
        }
    }

    /** For one handshake. The engine has decided already: every origin is good here, and no extension granted. */
    private static final class Configurator extends ServerEndpointConfig.Configurator {
        private final SocketEndpoint endpoint;
        private final String subprotocol;

        Configurator(SocketEndpoint endpoint, @Nullable String subprotocol) {
            this.endpoint = endpoint;
            this.subprotocol = subprotocol == null ? "" : subprotocol;
        }

        @Override
        public boolean checkOrigin(String origin) {
            return true;
        }

        @Override
        public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
            return subprotocol;
        }

        @Override
        public List<Extension> getNegotiatedExtensions(List<Extension> installed, List<Extension> requested) {
            return List.of();
        }

        @Override
        public <T> T getEndpointInstance(Class<T> type) {
            return type.cast(endpoint);
        }
    }
}
