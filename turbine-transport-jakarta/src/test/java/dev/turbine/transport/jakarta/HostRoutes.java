package dev.turbine.transport.jakarta;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.EnumSet;

/** What the host's application has besides Turbine: {@code /hello}, a filter, and a WebSocket that echoes at {@code /ws}. */
final class HostRoutes {
    private HostRoutes() {}

    static void add(ServletContext servlets, HostFilter filter, boolean asyncFilter) {
        FilterRegistration.Dynamic registration = servlets.addFilter("host", filter);
        registration.setAsyncSupported(asyncFilter);
        registration.addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        servlets.addServlet("hello", new Hello())
                .addMapping("/hello", "/"); // Tomcat asks filters, its own too, only where a servlet is
        ServerContainer container = (ServerContainer) servlets.getAttribute(ServerContainer.class.getName());
        try {
            container.addEndpoint(
                    ServerEndpointConfig.Builder.create(Echo.class, "/ws").build());
        } catch (DeploymentException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Hello extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("hello");
        }
    }

    /** Public because containers insist. */
    public static final class Echo extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>)
                    text -> session.getAsyncRemote().sendText("echo " + text));
        }
    }
}
