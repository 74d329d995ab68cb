package dev.turbine.transport.jetty;

import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportProvider;
import dev.turbine.tck.PortContract;
import org.jspecify.annotations.Nullable;

class JettyPortTest extends PortContract {
    @Override
    protected Transport transport(@Nullable String host, int port) {
        JettyTransport.Builder builder = JettyTransport.builder().port(port);
        return host == null ? builder.build() : builder.host(host).build();
    }

    @Override
    protected TransportProvider provider() {
        return new JettyTransportProvider();
    }
}
