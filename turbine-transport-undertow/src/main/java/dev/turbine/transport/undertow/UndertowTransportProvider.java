package dev.turbine.transport.undertow;

import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportProvider;
import dev.turbine.spi.support.ServerSettings;
import java.util.Map;

/**
 * Makes an {@link UndertowTransport} from settings: {@code host}, {@code port}, and for TLS {@code tls.keystore} (path of
 * a PKCS#12 file) with {@code tls.password}.
 *
 * <p><b>Threads:</b> any. <b>Blocking:</b> {@code create} reads the key store.
 */
public final class UndertowTransportProvider implements TransportProvider {
    /** For {@link java.util.ServiceLoader}. */
    public UndertowTransportProvider() {}

    @Override
    public String name() {
        return "undertow";
    }

    @Override
    public Transport create(Map<String, String> settings) {
        return new UndertowTransport(ServerSettings.from(settings, name()));
    }
}
