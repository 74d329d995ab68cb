package dev.turbine.benchmark.peer;

import dev.turbine.benchmark.subject.Subject;
import jakarta.servlet.ServletException;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** What an application's own developer writes first: an endpoint on Tomcat that keeps the sessions of every channel. */
public final class JakartaSubject implements Subject {
    static {
        Logger.getLogger("").setLevel(Level.WARNING);
    }

    private final Tomcat tomcat = new Tomcat();
    private final ChannelsEndpoint channels = new ChannelsEndpoint();

    public JakartaSubject(List<String> arguments) throws Exception {
        tomcat.setBaseDir(Files.createTempDirectory("tomcat").toString());
        tomcat.setPort(0);
        tomcat.getConnector().setProperty("address", "127.0.0.1");
        tomcat.getConnector().setProperty("maxConnections", "100000"); // by default 8192
        Context context = tomcat.addContext("", null);
        Tomcat.addServlet(context, "default", new DefaultServlet()).addMapping("/"); // behind the filter of WebSockets
        context.addServletContainerInitializer(new WsSci(), null);
        context.addServletContainerInitializer(
                (classes, servlets) ->
                        addEndpoint((ServerContainer) servlets.getAttribute(ServerContainer.class.getName())),
                null);
        tomcat.start();
    }

    private void addEndpoint(ServerContainer container) throws ServletException {
        ServerEndpointConfig config = ServerEndpointConfig.Builder.create(ChannelsEndpoint.class, "/ws")
                .configurator(new ServerEndpointConfig.Configurator() {
                    @Override
                    public <T> T getEndpointInstance(Class<T> type) {
                        return type.cast(channels);
                    }
                })
                .build();
        try {
            container.addEndpoint(config);
        } catch (DeploymentException e) {
            throw new ServletException(e);
        }
    }

    @Override
    public int port() {
        return tomcat.getConnector().getLocalPort();
    }

    @Override
    public void publish(String channel, byte[] data) {
        channels.publish(channel, new String(data, StandardCharsets.UTF_8));
    }

    @Override
    public void close() {
        try {
            tomcat.stop();
            tomcat.destroy();
        } catch (LifecycleException e) {
            throw new IllegalStateException(e);
        }
    }
}
