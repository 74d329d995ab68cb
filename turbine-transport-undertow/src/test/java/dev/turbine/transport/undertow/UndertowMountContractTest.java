package dev.turbine.transport.undertow;

import dev.turbine.spi.Transport;
import dev.turbine.tck.TransportContract;
import org.junit.jupiter.api.AfterEach;

class UndertowMountContractTest extends TransportContract {
    private final Hosts hosts = new Hosts();

    @AfterEach
    void end() {
        hosts.end();
    }

    @Override
    protected Transport transport() {
        return hosts.mount();
    }

    @Override
    protected boolean opensItsPort() {
        return false;
    }
}
