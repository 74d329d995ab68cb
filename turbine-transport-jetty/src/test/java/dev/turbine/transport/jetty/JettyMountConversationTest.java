package dev.turbine.transport.jetty;

import dev.turbine.spi.Transport;
import dev.turbine.tck.ConversationContract;
import org.junit.jupiter.api.AfterAll;

class JettyMountConversationTest extends ConversationContract {
    private static final Hosts hosts = new Hosts();

    @AfterAll
    static void end() {
        hosts.end();
    }

    @Override
    protected Transport transport() {
        return hosts.add(new CoreHost());
    }
}
