package dev.turbine.broker.nats;

import dev.turbine.spi.Broker;
import dev.turbine.spi.BrokerProvider;
import dev.turbine.spi.support.LogText;
import dev.turbine.spi.support.Pkcs12;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Makes a {@link NatsBroker} from settings: {@code servers} (URLs with commas), {@code prefix}, one of {@code token},
 * {@code user} with {@code password}, and {@code credentials} (path of a file), and for servers with a certificate of an
 * authority of one's own {@code tls.truststore} (path of a PKCS#12 file) with {@code tls.password}. For a {@linkplain
 * DurableHistory durable history} {@code history.size} (publications of a channel) with {@code history.ttl} (seconds), and
 * beside them {@code history.replicas} and {@code history.bytes}.
 *
 * <p><b>Threads:</b> any. <b>Blocking:</b> {@code create} reads the trust store.
 */
public final class NatsBrokerProvider implements BrokerProvider {
    private static final Set<String> KNOWN = new TreeSet<>(Set.of(
            "servers",
            "prefix",
            "token",
            "user",
            "password",
            "credentials",
            "tls.truststore",
            "tls.password",
            "history.size",
            "history.ttl",
            "history.replicas",
            "history.bytes"));

    /** For {@link java.util.ServiceLoader}. */
    public NatsBrokerProvider() {}

    @Override
    public String name() {
        return "nats";
    }

    @Override
    public Broker create(Map<String, String> settings) {
        for (String name : settings.keySet()) {
            if (!KNOWN.contains(name)) {
                throw new IllegalArgumentException("the nats broker knows no setting \"" + LogText.escape(name)
                        + "\"; it has " + String.join(", ", KNOWN));
            }
        }
        NatsBroker.Builder builder = NatsBroker.builder();
        if (settings.containsKey("servers")) {
            builder.servers(servers(settings.get("servers")));
        }
        if (settings.containsKey("prefix")) {
            builder.prefix(settings.get("prefix"));
        }
        if (settings.containsKey("token")) {
            builder.token(settings.get("token"));
        }
        if (settings.containsKey("user") || settings.containsKey("password")) {
            builder.user(both(settings, "user", "password"), both(settings, "password", "user"));
        }
        if (settings.containsKey("credentials")) {
            builder.credentials(Path.of(settings.get("credentials")));
        }
        if (settings.containsKey("tls.truststore") || settings.containsKey("tls.password")) {
            Path store = Path.of(both(settings, "tls.truststore", "tls.password"));
            String password = both(settings, "tls.password", "tls.truststore");
            builder.tls(Pkcs12.trusting(store, password.toCharArray()));
        }
        if (settings.keySet().stream().anyMatch(name -> name.startsWith("history."))) {
            builder.durable(history(settings));
        }
        return builder.build();
    }

    private static DurableHistory history(Map<String, String> settings) {
        long size = number("history.size", both(settings, "history.size", "a durable history"));
        long ttl = number("history.ttl", both(settings, "history.ttl", "a durable history"));
        DurableHistory history = DurableHistory.of((int) size, Duration.ofSeconds(ttl));
        if (settings.containsKey("history.replicas")) {
            history = history.replicas((int) number("history.replicas", settings.get("history.replicas")));
        }
        if (settings.containsKey("history.bytes")) {
            history = history.maxBytes(number("history.bytes", settings.get("history.bytes")));
        }
        return history;
    }

    private static long number(String name, String value) {
        try {
            return name.equals("history.bytes") ? Long.parseLong(value) : Integer.parseInt(value);
        } catch (NumberFormatException notOne) {
            throw new IllegalArgumentException(name + " must be a number");
        }
    }

    private static String[] servers(String list) {
        String[] servers = list.split(" *, *", -1);
        // Otherwise a comma in a password would make a host of the part before it, to be logged and looked up.
        if (list.contains("@") && !Arrays.stream(servers).allMatch(server -> server.contains("://"))) {
            throw new IllegalArgumentException(
                    "each of the servers must look like nats://user:password@host:4222; a comma"
                            + " in a password is written %2C");
        }
        return servers;
    }

    private static String both(Map<String, String> settings, String name, String other) {
        String value = settings.get(name);
        if (value == null) {
            throw new IllegalArgumentException(other + " needs " + name + " beside it");
        }
        return value;
    }
}
