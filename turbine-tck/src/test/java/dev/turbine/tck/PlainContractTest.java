package dev.turbine.tck;

import dev.turbine.spi.Transport;
import dev.turbine.spi.support.ServerSettings;
import dev.turbine.tck.plain.PlainTransport;

final class PlainContractTest extends TransportContract {
    @Override
    protected Transport transport() {
        return new PlainTransport(ServerSettings.DEFAULT.withHost("127.0.0.1").withPort(0));
    }
}
