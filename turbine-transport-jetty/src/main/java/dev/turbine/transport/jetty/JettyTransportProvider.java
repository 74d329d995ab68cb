package dev.turbine.transport.jetty;

import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/**
 * Makes a {@link JettyTransport} from settings: {@code host}, {@code port}, and for TLS {@code tls.keystore} (path of a
 * PKCS#12 file) with {@code tls.password}.
 *
 * <p><b>Threads:</b> any. <b>Blocking:</b> {@code create} reads the key store.
 */
public final class JettyTransportProvider implements TransportProvider {
    private static final String ACCEPTED = "host, port, tls.keystore, tls.password";

    /** For {@link java.util.ServiceLoader}. */
    public JettyTransportProvider() {}

    @Override
    public String name() {
        return "jetty";
    }

    @Override
    public Transport create(Map<String, String> settings) {
        JettyTransport.Builder builder = JettyTransport.builder();
        new TreeMap<>(settings).forEach((key, value) -> {
            switch (key) {
                case "host" -> builder.host(value);
                case "port" -> builder.port(port(value));
                case "tls.keystore" -> builder.tls(Path.of(value), password(settings));
                case "tls.password" -> requireKeystore(settings);
                default ->
                    throw new IllegalArgumentException(
                            "unknown setting " + key + " of transport jetty; accepted: " + ACCEPTED);
            }
        });
        return builder.build();
    }

    private static int port(String value) {
        try {
            return Integer.parseInt(value);
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("port must be a number within 0 and 65535, is \"" + value + "\"", e);
        }
    }

    private static char[] password(Map<String, String> settings) {
        String password = settings.get("tls.password");
        if (password == null) {
            throw new IllegalArgumentException("tls.keystore needs tls.password beside it");
        }
        return password.toCharArray();
    }

    private static void requireKeystore(Map<String, String> settings) {
        if (!settings.containsKey("tls.keystore")) {
            throw new IllegalArgumentException("tls.password needs tls.keystore beside it, the path of a PKCS#12 file");
        }
    }
}
