package dev.turbine.example.server;

import static dev.turbine.example.server.Environment.quote;
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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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

    private static final String HISTORY = "NATS_HISTORY";
    private static final String TRUSTSTORE = "NATS_TRUSTSTORE";
    private static final String TRUSTSTORE_PASSWORD = "NATS_TRUSTSTORE_PASSWORD";

    private static final String SIZE = "history.size";
    private static final String TTL = "history.ttl";

    private static final Pattern HISTORY_WORD = Pattern.compile("(size|ttl|replicas|bytes)=(.*)");
    private static final Pattern HISTORY_VALUE = Pattern.compile("[0-9]{1,18}[smhd]?");
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9})([smhd])");

    /**
     * Empty for a node alone.
     *
     * @throws TurbineException if a variable has a wrong value; the message is one line and holds no secret
     */
    static Optional<NatsSettings> from(Environment environment) {
        List<String> urls = environment.list("NATS_URL", "nats://127.0.0.1:4222");
        if (urls.equals(List.of(NONE))) {
            if (environment.has(HISTORY)) {
                throw new TurbineException(HISTORY + " is set, and NATS_URL is " + NONE
                        + ": a durable history needs NATS; name its servers, or leave out " + HISTORY);
            }
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
        if (environment.has(HISTORY)) {
            broker.putAll(history(nats, environment));
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

    /** Words as in {@code size=1000 ttl=1h replicas=3}. */
    private static Map<String, String> history(BrokerProvider nats, Environment environment) {
        String text = environment.text(HISTORY, "");
        Map<String, String> history = new TreeMap<>();
        for (String word : text.strip().split("\\s+")) {
            Matcher setting = HISTORY_WORD.matcher(word);
            if (!setting.matches()) {
                throw wrongHistory(text, quote(word) + " is no part of it");
            }
            String name = "history." + setting.group(1);
            String value = name.equals(TTL) ? seconds(setting.group(2)).orElse("") : setting.group(2);
            Map<String, String> alone = new TreeMap<>(Map.of(SIZE, "1", TTL, "1"));
            alone.put(name, value);
            if (!HISTORY_VALUE.matcher(setting.group(2)).matches() || !isTaken(nats, alone)) {
                throw wrongHistory(text, quote(word) + " is wrong");
            }
            if (history.put(name, value) != null) {
                throw wrongHistory(text, setting.group(1) + " is given twice");
            }
        }
        for (String name : List.of(SIZE, TTL)) {
            if (!history.containsKey(name)) {
                throw wrongHistory(text, name.substring("history.".length()) + " is missing");
            }
        }
        return history;
    }

    private static Optional<String> seconds(String time) {
        Matcher parts = TIME.matcher(time);
        if (!parts.matches()) {
            return Optional.empty();
        }
        long unit = switch (parts.group(2)) {
            case "s" -> 1;
            case "m" -> 60;
            case "h" -> 3_600;
            default -> 86_400;
        };
        return Optional.of(Long.toString(unit * Long.parseLong(parts.group(1))));
    }

    private static TurbineException wrongHistory(String text, String what) {
        return wrong(
                HISTORY,
                text,
                what
                        + "; must be like size=1000 ttl=1h replicas=3 bytes=1000000000, with blanks between: size (1 to 10000)"
                        + " and ttl (1s to 3653d; units s, m, h, d), and if need be replicas (1 to 5) and bytes (1 or more,"
                        + " a plain number)");
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

    private String history() {
        return "size=" + broker.get(SIZE) + " ttl=" + broker.get(TTL) + "s replicas="
                + broker.getOrDefault("history.replicas", "1")
                + (broker.containsKey("history.bytes") ? " bytes=" + broker.get("history.bytes") : "");
    }

    /** For the log: where and how much, and no secret. */
    @Override
    public String toString() {
        String servers = Arrays.stream(broker.getOrDefault("servers", "").split(","))
                .map(NatsSettings::address)
                .collect(Collectors.joining(" "));
        return servers + " with prefix " + broker.get("prefix")
                + (broker.containsKey(SIZE) ? " and a durable history of " + history() : "");
    }

    private static String address(String url) {
        URI uri = URI.create(url.contains("://") ? url : "nats://" + url);
        return uri.getHost() + ":" + (uri.getPort() < 0 ? 4222 : uri.getPort());
    }
}
