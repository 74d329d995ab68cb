package dev.turbine.transport.undertow;

import dev.turbine.spi.Transport;
import dev.turbine.tck.BadInputContract;
import org.junit.jupiter.api.AfterAll;

class UndertowMountBadInputTest extends BadInputContract {
    private final Hosts hosts = new Hosts();

    @AfterAll
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
