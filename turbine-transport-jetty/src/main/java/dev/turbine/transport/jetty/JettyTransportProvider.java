package dev.turbine.transport.jetty;

import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportProvider;
import dev.turbine.spi.support.ServerSettings;
import java.util.Map;

/**
 * Makes a {@link JettyTransport} from settings: {@code host}, {@code port}, and for TLS {@code tls.keystore} (path of a
 * PKCS#12 file) with {@code tls.password}.
 *
 * <p><b>Threads:</b> any. <b>Blocking:</b> {@code create} reads the key store.
 */
public final class JettyTransportProvider implements TransportProvider {
    /** For {@link java.util.ServiceLoader}. */
    public JettyTransportProvider() {}

    @Override
    public String name() {
        return "jetty";
    }

    @Override
    public Transport create(Map<String, String> settings) {
        return new JettyTransport(ServerSettings.from(settings, name()));
    }
}
