package dev.turbine.transport.undertow;

import dev.turbine.spi.Transport;
import dev.turbine.tck.BadInputContract;

class UndertowMountBadInputTest extends BadInputContract {
    @Override
    protected Transport transport() {
        return new HostedMount();
    }
}
