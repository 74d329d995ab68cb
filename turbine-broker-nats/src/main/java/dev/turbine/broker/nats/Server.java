package dev.turbine.broker.nats;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/**
 * The address of one NATS server. Its text holds no user, password or token.
 *
 * @param url with the user, password or token, if there is one in it
 */
record Server(String url, String host, int port, boolean isTls) {
    private static final int DEFAULT_PORT = 4222;
    private static final int MAX_PORT = 65_535;
    private static final Set<String> SCHEMES = Set.of("nats", "tls");

    /** @throws IllegalArgumentException if it is no URL of a server; the message does not repeat it: it may hold secrets */
    static Server of(String url) {
        try {
            URI uri = new URI(url.contains("://") ? url : "nats://" + url);
            boolean sound = SCHEMES.contains(uri.getScheme())
                    && uri.getHost() != null
                    && uri.getPort() != 0
                    && uri.getPort() <= MAX_PORT
                    && uri.getRawPath().isEmpty()
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
            if (sound) {
                int port = uri.getPort() < 0 ? DEFAULT_PORT : uri.getPort();
                return new Server(
                        uri.toString(), uri.getHost(), port, uri.getScheme().equals("tls"));
            }
        } catch (URISyntaxException e) {
            // refused below, without its text
        }
        throw new IllegalArgumentException(
                "a server must look like nats://127.0.0.1:4222 or tls://nats.example.com:4222"
                        + " (it may have user:password@ or token@ before the host)");
    }

    /** Whether its URL says who connects. */
    boolean namesUser() {
        return URI.create(url).getRawUserInfo() != null;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
