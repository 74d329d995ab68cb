package dev.turbine.spi.support;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Where a transport with a server of its own listens. By default on all interfaces, port 8080, without TLS.
 *
 * @param host the address to listen on; null for all interfaces
 * @param port 0 for any free one
 * @param tls the keys for https and wss, which are then all that is served; null for plain text
 */
public record ServerSettings(
        @Nullable String host, int port, @Nullable SSLContext tls) {
    private static final String ACCEPTED = "host, port, tls.keystore, tls.password";

    /** The defaults. */
    public static final ServerSettings DEFAULT = new ServerSettings(null, 8080, null);

    public ServerSettings {
        if (host != null && host.isBlank()) {
            throw new IllegalArgumentException("host must not be blank: leave it out to listen on all interfaces");
        }
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("port must be within 0 and 65535, is " + port);
        }
    }

    /**
     * From the settings of a provider: {@code host}, {@code port}, and for TLS {@code tls.keystore} (path of a PKCS#12 file)
     * with {@code tls.password}. Reads the key store.
     *
     * @param transport name of the provider, for messages
     * @throws IllegalArgumentException if a setting is unknown or wrong; the message names it and what is accepted
     */
    public static ServerSettings from(Map<String, String> settings, String transport) {
        ServerSettings made = DEFAULT;
        for (Map.Entry<String, String> setting : new TreeMap<>(settings).entrySet()) {
            String value = setting.getValue();
            made = switch (setting.getKey()) {
                case "host" -> made.withHost(value);
                case "port" -> made.withPort(number(value));
                case "tls.keystore" -> made.withTls(Path.of(value), password(settings));
                case "tls.password" -> withKeystore(made, settings);
                default ->
                    throw new IllegalArgumentException("unknown setting " + LogText.escape(setting.getKey())
                            + " of transport " + transport + "; accepted: " + ACCEPTED);
            };
        }
        return made;
    }

    /** @throws IllegalArgumentException if it is blank */
    public ServerSettings withHost(String host) {
        return new ServerSettings(requireNonNull(host, "host"), port, tls);
    }

    /** @throws IllegalArgumentException unless within 0 and 65,535 */
    public ServerSettings withPort(int port) {
        return new ServerSettings(host, port, tls);
    }

    public ServerSettings withTls(SSLContext tls) {
        return new ServerSettings(host, port, requireNonNull(tls, "context"));
    }

    /**
     * With the key of a PKCS#12 file, which this reads.
     *
     * @throws IllegalArgumentException if the file cannot be read, is none of this kind, holds no private key, or has
     *     another password
     */
    public ServerSettings withTls(Path pkcs12, char[] password) {
        return withTls(Pkcs12.showing(requireNonNull(pkcs12, "pkcs12"), requireNonNull(password, "password")));
    }

    /** The base address for clients on this machine, once it is known which port was opened. */
    public URI address(int openPort) {
        String name = host == null || host.equals("0.0.0.0") || host.equals("::") ? "localhost" : host;
        return URI.create((tls == null ? "http://" : "https://") + PeerAddress.text(name, openPort));
    }

    /** What {@code start} throws when the port cannot be opened. */
    public IOException cannotListen(Throwable failure) {
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        return new IOException(
                "cannot listen on " + (host == null ? "*" : host) + ":" + port + " (" + reason
                        + "): choose another address, or stop what listens there",
                failure);
    }

    private static int number(String value) {
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

    private static ServerSettings withKeystore(ServerSettings made, Map<String, String> settings) {
        if (!settings.containsKey("tls.keystore")) {
            throw new IllegalArgumentException("tls.password needs tls.keystore beside it, the path of a PKCS#12 file");
        }
        return made;
    }
}
