package dev.turbine.transport.undertow;

import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportProvider;
import dev.turbine.tck.TlsContract;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;

class UndertowTlsTest extends TlsContract {
    @Override
    protected Transport transport(Path pkcs12, char[] password) {
        return UndertowTransport.builder().port(0).tls(pkcs12, password).build();
    }

    @Override
    protected Transport transport(SSLContext context) {
        return UndertowTransport.builder().port(0).tls(context).build();
    }

    @Override
    protected TransportProvider provider() {
        return new UndertowTransportProvider();
    }
}
