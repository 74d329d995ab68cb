package dev.turbine.transport.jakarta;

import dev.turbine.spi.Transport;
import dev.turbine.tck.BadInputContract;
import org.junit.jupiter.api.AfterAll;

class TomcatBadInputTest extends BadInputContract {
    private static final Hosts hosts = new Hosts();

    @AfterAll
    static void end() throws Exception {
        hosts.end();
    }

    @Override
    protected Transport transport() {
        return hosts.add(new TomcatHost());
    }

    @Override
    protected boolean opensItsPort() {
        return false;
    }
}
