package dev.turbine.transport.jakarta;

import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ErrorHandler;

/** Jetty with a servlet context and its Jakarta WebSocket container. */
final class JettyHost extends Host {
    private final Server server = new Server();
    private final ServerConnector connector;

    JettyHost() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        connector = new ServerConnector(server, new HttpConnectionFactory(http));
        ErrorHandler errors = new ErrorHandler();
        errors.setShowStacks(false);
        errors.setShowCauses(false);
        server.setErrorHandler(errors);
    }

    @Override
    void run() throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler(CONTEXT);
        JakartaWebSocketServletContainerInitializer.configure(
                context, (servlets, container) -> HostRoutes.add(servlets, filter, asyncFilter));
        ServletHolder holder = new ServletHolder("turbine", transport.servlet());
        holder.setAsyncSupported(true);
        context.addServlet(holder, MOUNT + "/*");
        server.setHandler(context);
        server.start();
    }

    @Override
    int port() {
        return connector.getLocalPort();
    }

    @Override
    void end() throws Exception {
        server.stop();
    }
}
