package dev.turbine.transport.jetty;

import dev.turbine.spi.Transport;
import dev.turbine.tck.TransportContract;

class JettyContractTest extends TransportContract {
    @Override
    protected Transport transport() {
        return JettyTransport.builder().host("127.0.0.1").port(0).build();
    }
}
