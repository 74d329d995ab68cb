package dev.turbine.transport.jetty;

import dev.turbine.spi.Transport;
import dev.turbine.tck.TransportContract;
import org.junit.jupiter.api.AfterEach;

class JettyMountContractTest extends TransportContract {
    private final Hosts hosts = new Hosts();

    @AfterEach
    void end() {
        hosts.end();
    }

    @Override
    protected Transport transport() {
        return hosts.add(new CoreHost());
    }

    @Override
    protected boolean opensItsPort() {
        return false;
    }
}
