package dev.turbine.transport.undertow;

import dev.turbine.spi.Transport;
import dev.turbine.tck.ConversationContract;

class UndertowConversationTest extends ConversationContract {
    @Override
    protected Transport transport() {
        return UndertowTransport.builder().host("127.0.0.1").port(0).build();
    }
}
