package dev.turbine.tck;

import dev.turbine.spi.Transport;
import dev.turbine.tck.plain.PlainTransport;

final class PlainBadInputTest extends BadInputContract {
    @Override
    protected Transport transport() {
        return PlainTransport.onFreePort();
    }
}
