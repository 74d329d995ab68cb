package dev.turbine.benchmark.peer;

import dev.turbine.benchmark.subject.Subject;
import java.util.List;
import org.cometd.bayeux.Promise;
import org.cometd.server.BayeuxServerImpl;
import org.cometd.server.websocket.jetty.JettyWebSocketTransport;
import org.eclipse.jetty.server.Context;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;

/** CometD on Jetty, with its WebSocket transport. */
public final class CometdSubject implements Subject {
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);
    private final BayeuxServerImpl bayeux = new BayeuxServerImpl();

    public CometdSubject(List<String> arguments) throws Exception {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ContextHandler context = new ContextHandler("/");
        context.setHandler(WebSocketUpgradeHandler.from(server, context));
        server.setHandler(context);

        bayeux.setOption(Context.class.getName(), context.getContext());
        bayeux.setOption("cometdURLMapping", "/cometd");
        bayeux.setTransports(new JettyWebSocketTransport(bayeux));
        bayeux.setAllowedTransports("websocket");
        context.addBean(bayeux);
        server.start();
    }

    @Override
    public int port() {
        return connector.getLocalPort();
    }

    @Override
    public void publish(String channel, byte[] data) {
        // A channel's name is a path in CometD, so a colon is none of its characters.
        bayeux.createChannelIfAbsent("/" + channel.replace(':', '/'))
                .getReference()
                .publish(null, Text.unquoted(data), Promise.noop());
    }

    @Override
    public void close() {
        try {
            server.stop();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
