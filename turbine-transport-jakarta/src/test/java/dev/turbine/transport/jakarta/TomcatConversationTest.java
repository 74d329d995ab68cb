package dev.turbine.transport.jakarta;

import dev.turbine.spi.Transport;
import dev.turbine.tck.ConversationContract;
import org.junit.jupiter.api.AfterAll;

class TomcatConversationTest extends ConversationContract {
    private static final Hosts hosts = new Hosts();

    @AfterAll
    static void end() throws Exception {
        hosts.end();
    }

    @Override
    protected Transport transport() {
        return hosts.add(new TomcatHost());
    }
}
