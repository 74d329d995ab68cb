package dev.turbine.tck;

import dev.turbine.spi.Transport;
import dev.turbine.tck.plain.PlainTransport;

final class PlainContractTest extends TransportContract {
    @Override
    protected Transport transport() {
        return PlainTransport.onFreePort();
    }
}
