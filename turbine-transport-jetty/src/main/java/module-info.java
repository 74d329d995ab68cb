/** Serves Turbine on a Jetty of its own or of the host's. */
module dev.turbine.transport.jetty {
    requires transitive dev.turbine.api;
    requires static org.jspecify;
    requires org.eclipse.jetty.http;
    requires org.eclipse.jetty.io;
    requires transitive org.eclipse.jetty.server;
    requires org.eclipse.jetty.util;
    requires org.eclipse.jetty.websocket.core.common;
    requires org.slf4j;

    exports dev.turbine.transport.jetty;

    provides dev.turbine.spi.TransportProvider with
            dev.turbine.transport.jetty.JettyTransportProvider;
}
