package dev.turbine.transport.jakarta;

import dev.turbine.spi.Transport;
import dev.turbine.tck.TransportContract;
import org.junit.jupiter.api.AfterEach;

class JettyContractTest extends TransportContract {
    private final Hosts hosts = new Hosts();

    @AfterEach
    void end() throws Exception {
        hosts.end();
    }

    @Override
    protected Transport transport() {
        return hosts.add(new JettyHost());
    }

    @Override
    protected boolean opensItsPort() {
        return false;
    }
}
