package dev.turbine.transport.undertow;

import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportProvider;
import dev.turbine.tck.PortContract;
import org.jspecify.annotations.Nullable;

class UndertowPortTest extends PortContract {
    @Override
    protected Transport transport(@Nullable String host, int port) {
        UndertowTransport.Builder builder = UndertowTransport.builder().port(port);
        return host == null ? builder.build() : builder.host(host).build();
    }

    @Override
    protected TransportProvider provider() {
        return new UndertowTransportProvider();
    }
}
