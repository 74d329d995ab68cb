package dev.turbine.tck;

import dev.turbine.spi.Transport;
import dev.turbine.tck.plain.PlainTransport;

final class PlainConversationTest extends ConversationContract {
    @Override
    protected Transport transport() {
        return PlainTransport.onFreePort();
    }
}
