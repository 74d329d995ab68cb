package dev.turbine.transport.jetty;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.Endpoint;
import jakarta.websocket.EndpointConfig;
import jakarta.websocket.MessageHandler;
import jakarta.websocket.Session;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.EnumSet;
import org.eclipse.jetty.ee11.servlet.FilterHolder;
import org.eclipse.jetty.ee11.servlet.ServletContextHandler;
import org.eclipse.jetty.ee11.servlet.ServletHolder;
import org.eclipse.jetty.ee11.websocket.jakarta.server.config.JakartaWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Handler;

/** A servlet context with a servlet, a filter before it, and a WebSocket endpoint, all of the host's. */
final class ServletHost extends Host {
    ServletHost() {
        super(http());
    }

    @Override
    Handler handler() {
        ServletContextHandler context = new ServletContextHandler(context(), ServletContextHandler.SESSIONS);
        context.addServlet(new ServletHolder(new OwnServlet()), "/own");
        context.addFilter(new FilterHolder(new OwnFilter()), "/*", EnumSet.of(DispatcherType.REQUEST));
        JakartaWebSocketServletContainerInitializer.configure(
                context,
                (servlets, sockets) ->
                        sockets.addEndpoint(ServerEndpointConfig.Builder.create(OwnEcho.class, "/echo/ws")
                                .build()));
        context.insertHandler(mount.handler());
        return context;
    }

    @Override
    String context() {
        return "/app";
    }

    /** Says who it is. */
    static final class OwnServlet extends HttpServlet {
        private static final long serialVersionUID = 1;

        @Override
        protected void doGet(HttpServletRequest request, HttpServletResponse response) throws IOException {
            response.getWriter().print("own " + request.getServletPath());
        }
    }

    /** Leaves its mark on every reply that goes through it. */
    static final class OwnFilter implements Filter {
        @Override
        public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
                throws IOException, ServletException {
            ((HttpServletResponse) response).setHeader("x-filtered", "yes");
            chain.doFilter(request, response);
        }
    }

    /** Sends back what it gets. */
    public static final class OwnEcho extends Endpoint {
        @Override
        public void onOpen(Session session, EndpointConfig config) {
            session.addMessageHandler(String.class, (MessageHandler.Whole<String>)
                    text -> session.getAsyncRemote().sendText("own " + text));
        }
    }
}
