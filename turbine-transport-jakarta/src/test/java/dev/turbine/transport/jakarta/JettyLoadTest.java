package dev.turbine.transport.jakarta;

import dev.turbine.spi.Transport;
import dev.turbine.tck.LoadContract;
import org.junit.jupiter.api.AfterAll;

class JettyLoadTest extends LoadContract {
    private static final Hosts hosts = new Hosts();

    @AfterAll
    static void end() throws Exception {
        hosts.end();
    }

    @Override
    protected Transport transport() {
        return hosts.add(new JettyHost());
    }

    /** Jetty's Jakarta session, and the endpoint's configuration, beside its core session. */
    @Override
    protected int mostHeap() {
        return 20_000;
    }

    @Override
    protected int share() {
        return 5;
    }
}
