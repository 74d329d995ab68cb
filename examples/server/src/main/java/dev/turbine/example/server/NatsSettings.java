package dev.turbine.example.server;

import static dev.turbine.example.server.Environment.wrong;

import dev.turbine.api.TurbineException;
import dev.turbine.spi.BrokerProvider;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * How to join other nodes over NATS.
 *
 * @param broker settings of the broker, servers and prefix at least; with secrets in them
 */
record NatsSettings(Map<String, String> broker) {
    /** The name of the broker that these settings are for. */
    static final String BROKER = "nats";

    /** In place of a URL: a single node on purpose. */
    private static final String NONE = "none";

    private static final String TRUSTSTORE = "NATS_TRUSTSTORE";
    private static final String TRUSTSTORE_PASSWORD = "NATS_TRUSTSTORE_PASSWORD";

    /**
     * Empty for a node alone.
     *
     * @throws TurbineException if a variable has a wrong value; the message is one line and holds no secret
     */
    static Optional<NatsSettings> from(Environment environment) {
        List<String> urls = environment.list("NATS_URL", "nats://127.0.0.1:4222");
        if (urls.equals(List.of(NONE))) {
            return Optional.empty();
        }
        BrokerProvider nats = provider();
        Map<String, String> broker = new TreeMap<>();
        broker.put("servers", servers(nats, urls));
        broker.put("prefix", prefix(nats, environment));
        if (environment.has("NATS_CREDENTIALS")) {
            broker.put("credentials", credentials(nats, environment, urls));
        }
        if (environment.has(TRUSTSTORE) || environment.has(TRUSTSTORE_PASSWORD)) {
            broker.putAll(trustStore(nats, environment));
        }
        return Optional.of(new NatsSettings(broker));
    }

    private static BrokerProvider provider() {
        return ServiceLoader.load(BrokerProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.name().equals(BROKER))
                .findFirst()
                .orElseThrow(
                        () -> new TurbineException("NATS_URL must be " + NONE + ": this server has no NATS broker"));
    }

    private static String servers(BrokerProvider nats, List<String> urls) {
        String servers = String.join(",", urls);
        if (urls.stream().anyMatch(NONE::equalsIgnoreCase) || !isTaken(nats, Map.of("servers", servers))) {
            throw new TurbineException("NATS_URL has a wrong value, not shown here: must be " + NONE
                    + ", or servers such as nats://127.0.0.1:4222 or tls://nats.example.com:4222, separated by commas"
                    + " (each may have user:password@ or token@ before the host)");
        }
        return servers;
    }

    private static String prefix(BrokerProvider nats, Environment environment) {
        String prefix = environment.text("NATS_PREFIX", "turbine");
        if (!isTaken(nats, Map.of("prefix", prefix))) {
            throw wrong(
                    "NATS_PREFIX",
                    prefix,
                    "must have 1 to 64 letters, digits, '_' or '-', with single dots between them, such as turbine or"
                            + " acme.prod");
        }
        return prefix;
    }

    private static String credentials(BrokerProvider nats, Environment environment, List<String> urls) {
        String file = environment.text("NATS_CREDENTIALS", "");
        if (!isTaken(nats, Map.of("credentials", file))) {
            throw wrong("NATS_CREDENTIALS", file, "must be a credentials file of NATS that this server can read");
        }
        if (urls.stream().anyMatch(url -> url.contains("@"))) {
            throw new TurbineException(
                    "NATS_CREDENTIALS is set, and NATS_URL has a user or token in it: give one of them");
        }
        return file;
    }

    private static Map<String, String> trustStore(BrokerProvider nats, Environment environment) {
        if (!environment.has(TRUSTSTORE) || !environment.has(TRUSTSTORE_PASSWORD)) {
            throw new TurbineException(TRUSTSTORE + " and " + TRUSTSTORE_PASSWORD + ": set both, or none of them");
        }
        String file = environment.text(TRUSTSTORE, "");
        Map<String, String> store =
                Map.of("tls.truststore", file, "tls.password", environment.text(TRUSTSTORE_PASSWORD, ""));
        if (!isTaken(nats, store)) {
            throw wrong(
                    TRUSTSTORE,
                    file,
                    "must be a PKCS#12 file with certificates to trust, which " + TRUSTSTORE_PASSWORD + " opens");
        }
        return store;
    }

    /** Whether the broker knows what to do with it. What it says of a wrong value may repeat parts of it. */
    private static boolean isTaken(BrokerProvider nats, Map<String, String> settings) {
        try {
            nats.create(settings); // connects to nothing yet
            return true;
        } catch (IllegalArgumentException wrong) {
            return false;
        }
    }

    /** For the log: where, and no secret. */
    @Override
    public String toString() {
        String servers = Arrays.stream(broker.getOrDefault("servers", "").split(","))
                .map(NatsSettings::address)
                .collect(Collectors.joining(" "));
        return servers + " with prefix " + broker.get("prefix");
    }

    private static String address(String url) {
        URI uri = URI.create(url.contains("://") ? url : "nats://" + url);
        return uri.getHost() + ":" + (uri.getPort() < 0 ? 4222 : uri.getPort());
    }
}
