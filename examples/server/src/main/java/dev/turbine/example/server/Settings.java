package dev.turbine.example.server;

import static dev.turbine.example.server.Environment.wrong;

import dev.turbine.Turbine;
import dev.turbine.api.ChannelOptions;
import dev.turbine.api.TurbineException;
import dev.turbine.auth.jwt.JwtAuthenticator;
import dev.turbine.spi.TransportProvider;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What the environment says about the server.
 *
 * @param allowedOrigins empty for the default: pages of the same host, and of this machine
 * @param nats empty for a node alone
 * @param warnings what somebody should change, one line each
 */
record Settings(
        String host,
        int port,
        String transport,
        String jwtSecret,
        List<String> apiKeys,
        List<String> allowedOrigins,
        int maxSubscriptions,
        int outboundBuffer,
        Map<String, ChannelOptions> channels,
        Optional<NatsSettings> nats,
        List<String> warnings) {
    private static final Set<String> VARIABLES = Set.of(
            "TURBINE_PORT",
            "TURBINE_HOST",
            "TURBINE_TRANSPORT",
            "TURBINE_JWT_SECRET",
            "TURBINE_API_KEY",
            "TURBINE_ALLOWED_ORIGINS",
            "TURBINE_MAX_SUBSCRIPTIONS",
            "TURBINE_OUTBOUND_BUFFER",
            "TURBINE_CHANNELS",
            "NATS_URL",
            "NATS_PREFIX",
            "NATS_CREDENTIALS",
            "NATS_HISTORY",
            "NATS_TRUSTSTORE",
            "NATS_TRUSTSTORE_PASSWORD");

    /** Not ours and not wrong: Kubernetes sets them for a Service named nats, and bin/verify reads NATS_SERVER. */
    private static final Pattern OF_OTHERS = Pattern.compile("NATS_(SERVICE_.*|PORT|PORT_.*|SERVER)");

    private static final String DEVELOPMENT_SECRET = "devsecret";
    private static final String DEVELOPMENT_KEY = "devkey";
    private static final Pattern API_KEY = Pattern.compile("[!-~]+"); // what a header field can carry

    /** @throws TurbineException if a variable has a wrong value; the message is one line and holds no secret */
    static Settings from(Environment environment) {
        String secret = jwtSecret(environment);
        List<String> keys = apiKeys(environment);
        return new Settings(
                host(environment, secret, keys),
                environment.number("TURBINE_PORT", 8080, 0, 65_535),
                transport(environment),
                secret,
                keys,
                allowedOrigins(environment),
                environment.number("TURBINE_MAX_SUBSCRIPTIONS", 64, 1, Integer.MAX_VALUE),
                environment.number("TURBINE_OUTBOUND_BUFFER", 256, 1, Integer.MAX_VALUE),
                ChannelSettings.from(environment),
                NatsSettings.from(environment),
                warnings(environment, secret, keys));
    }

    static String jwtSecret(Environment environment) {
        return environment.text("TURBINE_JWT_SECRET", DEVELOPMENT_SECRET);
    }

    JwtAuthenticator authenticator() {
        return isForDevelopment(jwtSecret)
                ? JwtAuthenticator.builder().developmentSecret(jwtSecret).build()
                : JwtAuthenticator.hmac(jwtSecret);
    }

    private static List<String> apiKeys(Environment environment) {
        List<String> keys = environment.list("TURBINE_API_KEY", DEVELOPMENT_KEY);
        if (keys.size() > 2
                || !keys.stream().allMatch(key -> API_KEY.matcher(key).matches())) {
            throw new TurbineException(
                    "TURBINE_API_KEY has a wrong value, not shown here: must be a key of visible ASCII"
                            + " characters, or two separated by a comma while one is being replaced");
        }
        return keys;
    }

    private static String host(Environment environment, String secret, List<String> keys) {
        List<String> todo = new ArrayList<>();
        if (isForDevelopment(secret)) {
            todo.add("TURBINE_JWT_SECRET to 32 bytes or more (openssl rand -base64 32)");
        }
        if (keys.contains(DEVELOPMENT_KEY)) {
            todo.add("TURBINE_API_KEY to a key of your own");
        }
        String host = environment.text("TURBINE_HOST", todo.isEmpty() ? "0.0.0.0" : "127.0.0.1");
        if (!address(host).isLoopbackAddress() && !todo.isEmpty()) {
            throw wrong(
                    "TURBINE_HOST",
                    host,
                    "must be a loopback address such as 127.0.0.1 while a development credential is in use;"
                            + " to serve other machines set " + String.join(" and ", todo));
        }
        return host;
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw wrong(
                    "TURBINE_HOST", host, "must be an address of this machine, such as 127.0.0.1, or 0.0.0.0 for all");
        }
    }

    private static String transport(Environment environment) {
        String transport = environment.text("TURBINE_TRANSPORT", "jetty");
        List<String> found = ServiceLoader.load(TransportProvider.class).stream()
                .map(provider -> provider.get().name())
                .sorted()
                .toList();
        if (!found.contains(transport)) {
            throw wrong("TURBINE_TRANSPORT", transport, "must be one of " + String.join(", ", found));
        }
        return transport;
    }

    private static List<String> allowedOrigins(Environment environment) {
        if (!environment.has("TURBINE_ALLOWED_ORIGINS")) {
            return List.of();
        }
        List<String> origins = environment.list("TURBINE_ALLOWED_ORIGINS", "");
        for (String origin : origins) {
            try {
                Turbine.builder().allowedOrigins(origin); // knows what an origin looks like
            } catch (IllegalArgumentException e) {
                throw wrong(
                        "TURBINE_ALLOWED_ORIGINS",
                        origin,
                        "must be *, or origins such as https://app.example.com or http://localhost:3000, in lower case,"
                                + " without a path or a slash at the end, separated by commas");
            }
        }
        return origins;
    }

    private static List<String> warnings(Environment environment, String secret, List<String> keys) {
        List<String> warnings = new ArrayList<>();
        if (!environment.has("TURBINE_JWT_SECRET")) {
            warnings.add("TURBINE_JWT_SECRET is not set: tokens are signed with " + DEVELOPMENT_SECRET
                    + ", for development on this machine only");
        } else if (isForDevelopment(secret)) {
            warnings.add("TURBINE_JWT_SECRET has fewer than 32 bytes: for development on this machine only");
        }
        if (!environment.has("TURBINE_API_KEY")) {
            warnings.add("TURBINE_API_KEY is not set: the key is " + DEVELOPMENT_KEY
                    + ", for development on this machine only");
        } else if (keys.contains(DEVELOPMENT_KEY)) {
            warnings.add("TURBINE_API_KEY is " + DEVELOPMENT_KEY + ": for development on this machine only");
        }
        List<String> unknown = Stream.of("TURBINE_", "NATS_")
                .flatMap(prefix -> environment.unknown(prefix, VARIABLES).stream())
                .filter(name -> !OF_OTHERS.matcher(name).matches())
                .toList();
        if (!unknown.isEmpty()) {
            warnings.add(
                    "not known, hence ignored: " + String.join(", ", unknown) + " (--help lists those that are known)");
        }
        return List.copyOf(warnings);
    }

    private static boolean isForDevelopment(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8).length < 32;
    }

    /** The line of configuration for the log: no secret, no key. */
    @Override
    public String toString() {
        return "host " + host + ", port " + port + ", transport " + transport
                + ", JWT secret " + (isForDevelopment(jwtSecret) ? "for development" : "set")
                + ", API keys " + apiKeys.size()
                + ", allowed origins " + (allowedOrigins.isEmpty() ? "of this host" : String.join(" ", allowedOrigins))
                + ", subscriptions " + maxSubscriptions + ", outbound buffer " + outboundBuffer
                + ", channels with options " + (channels.isEmpty() ? "none" : ChannelSettings.text(channels))
                + ", NATS " + nats.map(NatsSettings::toString).orElse("none");
    }
}
