package dev.turbine;

import static java.util.Objects.requireNonNull;

import dev.turbine.api.ChannelOptions;
import dev.turbine.api.HistoryResult;
import dev.turbine.api.Limit;
import dev.turbine.api.NodeInfo;
import dev.turbine.api.Position;
import dev.turbine.api.PresenceResult;
import dev.turbine.api.Publication;
import dev.turbine.api.PublishResult;
import dev.turbine.api.SessionListener;
import dev.turbine.api.Stats;
import dev.turbine.api.Subscription;
import dev.turbine.api.TurbineException;
import dev.turbine.engine.Channels;
import dev.turbine.engine.Engine;
import dev.turbine.engine.IdempotencyKey;
import dev.turbine.engine.Limits;
import dev.turbine.engine.Plugins;
import dev.turbine.engine.http.ApiKeys;
import dev.turbine.engine.http.HttpApi;
import dev.turbine.engine.http.Origins;
import dev.turbine.engine.protocol.PublishRequest;
import dev.turbine.spi.Authenticator;
import dev.turbine.spi.Broker;
import dev.turbine.spi.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A running node: real-time publish/subscribe inside a Java application.
 *
 * <pre>{@code
 * Turbine turbine = Turbine.builder()
 *         .authenticator(JwtAuthenticator.hmac(secret))
 *         .start();
 * turbine.publish("chat:lobby", "{\"text\":\"hello\"}");
 * }</pre>
 *
 * <p>This class is thread-safe. No method but {@link #close} blocks.
 */
public final class Turbine implements AutoCloseable {
    private final Engine engine;
    private final Transport transport;

    private Turbine(Engine engine, Transport transport) {
        this.engine = engine;
        this.transport = transport;
    }

    /** Begins the configuration of a node. */
    public static Builder builder() {
        return new Builder();
    }

    /** As {@link #publish(Collection, String)}, to one channel. */
    public CompletionStage<PublishResult> publish(String channel, String json) {
        return publish(List.of(channel), json);
    }

    /**
     * Publishes to channels, by the rules and with the results of {@code POST /api/publish}.
     *
     * @param channels names of channels; each one once, however often it is named. If one is refused, nothing is published
     * @param json any JSON value; it arrives as it is written here
     * @return the result; never fails. It completes on Turbine's callback threads, or before this returns if the
     *     publication is refused
     */
    public CompletionStage<PublishResult> publish(Collection<String> channels, String json) {
        return publish(channels, json, null);
    }

    private CompletionStage<PublishResult> publish(Collection<String> channels, String json, @Nullable String key) {
        PublishRequest request = engine.node().publications().check(new LinkedHashSet<>(channels), json);
        if (request instanceof PublishRequest.Refused refused) {
            return CompletableFuture.completedStage(PublishResult.refused(400, refused.reason()));
        }
        PublishRequest.Valid valid = (PublishRequest.Valid) request;
        CompletableFuture<PublishResult> result = new CompletableFuture<>();
        engine.node().publish(valid.channels(), valid.data(), key, result::complete);
        return result.minimalCompletionStage();
    }

    /**
     * As {@link #publish(Collection, String)}, to one channel, and so that it can be tried again when the outcome is not
     * known: a second attempt with the same key is answered and not published once more.
     *
     * @param channel one with a history: its log remembers keys for two minutes, a history in memory as long as it keeps
     *     the publication; refused with 400 if it has none. With a broker and no log, the key stays with this node: another,
     *     to which the second attempt is made, does not know it and publishes once more
     * @param key names the publication among those of the channel
     * @throws IllegalArgumentException unless {@code key} has 1 to 255 visible characters of ASCII
     */
    public CompletionStage<PublishResult> publish(String channel, String json, String key) {
        if (!IdempotencyKey.isValid(key)) {
            throw new IllegalArgumentException("an idempotency key must have 1 to 255 visible characters of ASCII");
        }
        return publish(List.of(channel), json, key);
    }

    /**
     * Reads a page of a channel's history, by the rules and with the results of {@code POST /api/history}, but that {@link
     * Limit#ANSWER_BYTES_IN_FLIGHT} does not count it: the page is the caller's memory, and the caller's to bound.
     *
     * @param since the position whose followers are wanted, which for the next page is {@link HistoryResult#next}; null for
     *     the oldest publications there are
     * @param limit how many of them, at least 1; {@link Limit#HISTORY_PAGE} and {@link Limit#HISTORY_PAGE_BYTES} bound it
     *     as well, so that there may be more where a page ends: {@link HistoryResult#reachesTop} tells
     * @return the page; never fails. It completes on Turbine's callback threads, or before this returns if it is refused
     */
    public CompletionStage<HistoryResult> history(String channel, @Nullable Position since, int limit) {
        if (limit < 1 || !engine.node().publications().isChannel(channel)) {
            return CompletableFuture.completedStage(
                    HistoryResult.refused(400, limit < 1 ? "limit must be at least 1" : "bad channel name"));
        }
        CompletableFuture<HistoryResult> result = new CompletableFuture<>();
        engine.node().queries().history(channel, since, limit, bytes -> true, result::complete);
        return result.minimalCompletionStage();
    }

    /**
     * Who is subscribed to a channel, on all nodes, however many they are: the list is the caller's memory. The channel must
     * have {@link ChannelOptions#presence()}.
     *
     * @return the result; never fails. It completes on Turbine's callback threads, or before this returns if it is refused
     */
    public CompletionStage<PresenceResult> presence(String channel) {
        if (!engine.node().publications().isChannel(channel)) {
            return CompletableFuture.completedStage(PresenceResult.refused(400, "bad channel name"));
        }
        CompletableFuture<PresenceResult> result = new CompletableFuture<>();
        engine.node().queries().presence(channel, result::complete);
        return result.minimalCompletionStage();
    }

    /**
     * Subscribes code of this process to a channel: what is published here after this returns reaches it, and what other
     * nodes publish as soon as the broker relays it. It is handed nothing twice and nothing that was before, and not told
     * of what is missed: what the broker loses, and what the log no longer has when this node reads it.
     *
     * <p><b>Threads:</b> the listener is called on Turbine's callback threads, once at a time and in the channel's order.
     * <b>Blocking:</b> allowed; what then does not fit into {@link Limit#LISTENER_QUEUE} is dropped for this listener and
     * counted in {@link Stats#lost}. What it throws is logged and counted in {@link Stats#faults}.
     *
     * @throws IllegalArgumentException if {@code channel} is not a valid name
     */
    public Subscription subscribe(String channel, Consumer<Publication> listener) {
        requireNonNull(listener, "listener");
        if (!engine.node().publications().isChannel(channel)) {
            throw new IllegalArgumentException("channel name must have 1 to "
                    + engine.node().limits().get(Limit.CHANNEL_BYTES) + " bytes of UTF-8 and no control characters");
        }
        return engine.node().subscribe(channel, listener);
    }

    /**
     * Ends every session of a user on this node, with close code 4503.
     *
     * @return the number of sessions ended; completes on Turbine's callback threads
     */
    public CompletionStage<Integer> disconnect(String user) {
        requireNonNull(user, "user");
        CompletableFuture<Integer> result = new CompletableFuture<>();
        engine.node().disconnect(user, result::complete);
        return result.minimalCompletionStage();
    }

    /** What the node has counted so far. */
    public Stats stats() {
        return engine.node().stats();
    }

    /**
     * This node, then the others that it knows, by id: all whose word it has heard within {@link Limit#NODE_TIMEOUT}.
     * Without a broker it is alone.
     */
    public List<NodeInfo> nodes() {
        return engine.node().nodes();
    }

    /** Base addresses that it serves, such as {@code http://127.0.0.1:8080}; empty if only a host's server knows them. */
    public List<URI> addresses() {
        return transport.addresses();
    }

    /**
     * Shuts down: refuses publications and connections (503), waits for publications under way, sends every session what
     * it was promised and close code 4000, and stops.
     *
     * <p><b>Blocking:</b> for at most {@link Limit#DRAIN_TIMEOUT} and two seconds. A second call waits for the first.
     */
    @Override
    public void close() {
        engine.close();
    }

    /** The configuration of a node. Every setter checks what it is given; a builder can be used again. */
    public static final class Builder {
        private String name = "turbine";
        private @Nullable Transport transport;
        private @Nullable String transportName;
        private final Map<String, String> transportSettings = new HashMap<>();
        private @Nullable Authenticator authenticator;
        private @Nullable SessionListener sessionListener;
        private @Nullable Broker broker;
        private @Nullable String brokerName;
        private Map<String, String> brokerSettings = Map.of();
        private Collection<String> apiKeys = List.of();
        private Origins origins = new Origins(List.of());
        private final Map<String, ChannelOptions> channels = new HashMap<>();
        private final Map<Limit, Long> limits = new EnumMap<>(Limit.class);

        private Builder() {}

        /**
         * Names the node in its threads and log lines; default {@code turbine}.
         *
         * @throws IllegalArgumentException unless it has 1 to 64 letters, digits, dots, hyphens and underscores
         */
        public Builder name(String name) {
            if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
                throw new IllegalArgumentException("name must have 1 to 64 letters, digits, '.', '-' or '_'");
            }
            this.name = name;
            return this;
        }

        /** Serves through this transport. A transport can be started once. */
        public Builder transport(Transport transport) {
            this.transport = requireNonNull(transport, "transport");
            return this;
        }

        /** Serves through the transport of this name on the class path. Without a name it takes the only one there is. */
        public Builder transport(String name) {
            this.transportName = requireNonNull(name, "name");
            return this;
        }

        /** The address to listen on, for a transport that is found on the class path; default all addresses. */
        public Builder host(String host) {
            transportSettings.put("host", requireNonNull(host, "host"));
            return this;
        }

        /**
         * The port to listen on, for a transport that is found on the class path; 0 for any free one, default 8080.
         *
         * @throws IllegalArgumentException unless within 0 and 65,535
         */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port must be within 0 and 65535, is " + port);
            }
            transportSettings.put("port", Integer.toString(port));
            return this;
        }

        /** Decides who gets in. Required: there is no default, on purpose. */
        public Builder authenticator(Authenticator authenticator) {
            this.authenticator = requireNonNull(authenticator, "authenticator");
            return this;
        }

        /** Joins this node to others. Without it the node is alone. A broker can be started once. */
        public Builder broker(Broker broker) {
            this.broker = requireNonNull(broker, "broker");
            return this;
        }

        /**
         * Joins this node to others through the broker of this name on the class path. None is used unless it is named.
         *
         * @param settings what the broker documents
         */
        public Builder broker(String name, Map<String, String> settings) {
            this.brokerName = requireNonNull(name, "name");
            this.brokerSettings = Map.copyOf(settings);
            return this;
        }

        /**
         * Gives channels options; a channel without any relays and keeps nothing. Of the patterns that match a channel the
         * most specific counts, alone: its name before a prefix, a longer prefix before a shorter one.
         *
         * @param pattern a channel's name, or a prefix and {@code *}
         * @throws IllegalArgumentException if it is neither, or the options contradict each other
         */
        public Builder channels(String pattern, ChannelOptions options) {
            Channels.check(pattern, options);
            channels.put(pattern, options);
            return this;
        }

        /** Told of what sessions do. */
        public Builder sessionListener(SessionListener listener) {
            this.sessionListener = requireNonNull(listener, "listener");
            return this;
        }

        /**
         * The keys that may use what is below {@code /api/} over HTTP: to publish to every channel, to read every history and
         * who is on every channel, and to ask about the nodes. Two while one is being replaced. Without any, all of it is 404.
         *
         * @throws IllegalArgumentException if a key is empty
         */
        public Builder apiKeys(String... keys) {
            for (String key : keys) {
                if (key.isBlank()) {
                    throw new IllegalArgumentException("an API key must not be empty");
                }
            }
            this.apiKeys = List.of(keys);
            return this;
        }

        /**
         * The pages that may connect, exactly as browsers send them ({@code https://app.example.com}), or {@code *} for all.
         * Default: pages of the same host and port as the request, and of this machine.
         *
         * @throws IllegalArgumentException if one is not written like that
         */
        public Builder allowedOrigins(String... origins) {
            this.origins = new Origins(List.of(origins));
            return this;
        }

        /**
         * Sets a limit: a count, bytes or milliseconds.
         *
         * @throws IllegalArgumentException if the limit cannot have this value
         */
        public Builder limit(Limit limit, long value) {
            limits.put(limit, limit.check(value));
            return this;
        }

        /**
         * Sets a limit that is a time.
         *
         * @throws IllegalArgumentException if it is none, or under a millisecond
         */
        public Builder limit(Limit limit, Duration value) {
            limits.put(limit, limit.check(value));
            return this;
        }

        /**
         * Starts the node. Returns when it accepts connections.
         *
         * @throws TurbineException if something is missing or cannot start; the message says what to do
         * @throws IllegalArgumentException if a plug-in that is found by name refuses a setting
         */
        public Turbine start() {
            if (authenticator == null) {
                throw new TurbineException("no authenticator: say who gets in with authenticator(…), for instance"
                        + " JwtAuthenticator.hmac(secret) of dev.turbine:turbine-auth-jwt");
            }
            if (transport != null && (transportName != null || !transportSettings.isEmpty())) {
                throw new TurbineException("a transport was handed in, and its name, host or port was set as well:"
                        + " set the address where the transport is built");
            }
            if (broker != null && brokerName != null) {
                throw new TurbineException("a broker was handed in, and \"" + brokerName
                        + "\" was named as well: leave one of the two out");
            }
            Limits set = new Limits(limits);
            Transport chosen = transport == null ? Plugins.transport(transportName, transportSettings) : transport;
            Broker joined = brokerName == null ? broker : Plugins.broker(brokerName, brokerSettings);
            Engine engine =
                    new Engine(name, set, authenticator, sessionListener, joined, new Channels(channels), chosen);
            engine.start(new HttpApi(engine.node(), new ApiKeys(apiKeys), origins));
            return new Turbine(engine, chosen);
        }
    }
}
