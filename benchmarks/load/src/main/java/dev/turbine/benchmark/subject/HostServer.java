package dev.turbine.benchmark.subject;

import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportProvider;
import dev.turbine.transport.jakarta.JakartaTransport;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.Wrapper;
import org.apache.catalina.startup.Tomcat;
import org.apache.tomcat.websocket.server.WsSci;

/** A transport with the server that it is mounted in, where it does not bring one. */
abstract class HostServer {
    private final Transport transport;

    private HostServer(Transport transport) {
        this.transport = transport;
    }

    static HostServer of(String name) {
        return name.equals("jakarta") ? new OnTomcat(new JakartaTransport()) : new Own(provider(name));
    }

    private static Transport provider(String name) {
        return ServiceLoader.load(TransportProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no transport is called " + name))
                .create(Map.of("host", "127.0.0.1", "port", "0"));
    }

    Transport transport() {
        return transport;
    }

    /** Called once the transport has started. */
    abstract void start();

    abstract int port();

    abstract void close();

    private static final class Own extends HostServer {
        Own(Transport transport) {
            super(transport);
        }

        @Override
        void start() {}

        @Override
        int port() {
            return transport().addresses().get(0).getPort();
        }

        @Override
        void close() {}
    }

    private static final class OnTomcat extends HostServer {
        static {
            Logger.getLogger("org.apache").setLevel(Level.SEVERE);
        }

        private final Tomcat tomcat = new Tomcat();

        OnTomcat(JakartaTransport transport) {
            super(transport);
            tomcat.setBaseDir(System.getProperty("java.io.tmpdir"));
            tomcat.setPort(0);
            tomcat.getConnector().setProperty("address", "127.0.0.1");
            tomcat.getConnector().setProperty("maxConnections", "20000"); // by default 8192
            tomcat.getConnector().setProperty("maxKeepAliveRequests", "-1"); // by default 100
            Context context = tomcat.addContext("", null);
            context.addServletContainerInitializer(new WsSci(), null);
            Wrapper servlet = Tomcat.addServlet(context, "turbine", transport.servlet());
            servlet.setAsyncSupported(true);
            servlet.addMapping("/*");
        }

        @Override
        void start() {
            try {
                tomcat.start();
            } catch (LifecycleException e) {
                throw new IllegalStateException("Tomcat does not start", e);
            }
        }

        @Override
        int port() {
            return tomcat.getConnector().getLocalPort();
        }

        @Override
        void close() {
            try {
                tomcat.stop();
                tomcat.destroy();
            } catch (LifecycleException e) {
                throw new IllegalStateException("Tomcat does not stop", e);
            }
        }
    }
}
