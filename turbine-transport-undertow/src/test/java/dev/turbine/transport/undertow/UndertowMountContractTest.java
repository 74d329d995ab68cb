package dev.turbine.transport.undertow;

import dev.turbine.spi.Transport;
import dev.turbine.tck.TransportContract;

class UndertowMountContractTest extends TransportContract {
    @Override
    protected Transport transport() {
        return new HostedMount();
    }
}
