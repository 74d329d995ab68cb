package dev.turbine.tck;

import dev.turbine.spi.Transport;

final class MemoryConversationTest extends ConversationContract {
    @Override
    protected Transport transport() {
        return new MemoryTransport();
    }
}
