package dev.turbine.transport.undertow;

import dev.turbine.spi.Transport;
import dev.turbine.tck.ConversationContract;

class UndertowMountConversationTest extends ConversationContract {
    @Override
    protected Transport transport() {
        return new HostedMount();
    }
}
