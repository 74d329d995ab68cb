package dev.turbine.transport.undertow;

import dev.turbine.spi.Transport;
import dev.turbine.tck.ConversationContract;
import org.junit.jupiter.api.AfterEach;

class UndertowMountConversationTest extends ConversationContract {
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
