package dev.turbine.transport.jakarta;

import dev.turbine.spi.Transport;
import dev.turbine.tck.LoadContract;
import org.junit.jupiter.api.AfterAll;

class TomcatLoadTest extends LoadContract {
    private static final Hosts hosts = new Hosts();

    @AfterAll
    static void end() throws Exception {
        hosts.end();
    }

    @Override
    protected Transport transport() {
        return hosts.add(new TomcatHost());
    }

    /** Tomcat holds buffers of 8 KiB for each connection, idle or not. */
    @Override
    protected int mostHeap() {
        return 80_000;
    }

    /** A message is a write and a task of Tomcat's pool: about 85,000 a second on two cores. */
    @Override
    protected int broadcastRate() {
        return 2;
    }

    @Override
    protected int share() {
        return 10;
    }
}
