package dev.turbine.transport.undertow;

import dev.turbine.spi.Transport;
import dev.turbine.tck.TransportContract;

class UndertowContractTest extends TransportContract {
    @Override
    protected Transport transport() {
        return UndertowTransport.builder().host("127.0.0.1").port(0).build();
    }
}
