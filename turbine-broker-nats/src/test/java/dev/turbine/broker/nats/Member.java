package dev.turbine.broker.nats;

import dev.turbine.Turbine;
import dev.turbine.api.Limit;
import dev.turbine.api.LinkStats;
import dev.turbine.tck.TestAuthenticator;
import dev.turbine.tck.TestTokens;
import dev.turbine.transport.jetty.JettyTransport;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** A node of a cluster in this process, served by Jetty. */
record Member(int number, Turbine turbine) implements AutoCloseable {
    static final String API_KEY = "key-of-a-cluster";
    static final Duration NODE_TIMEOUT = Duration.ofSeconds(2);

    /** Starts a node that knows these servers. */
    static Member start(int number, String... servers) {
        return start(number, NatsBroker.builder().servers(servers));
    }

    static Member start(int number, NatsBroker.Builder broker) {
        Turbine turbine = Turbine.builder()
                .name("node-" + number)
                .transport(JettyTransport.builder().host("127.0.0.1").port(0).build())
                .authenticator(new TestAuthenticator())
                .apiKeys(API_KEY)
                .broker(broker.build())
                .limit(Limit.OUTBOUND_MESSAGES, 100_000) // the clients share two cores with all the rest
                .limit(Limit.NODE_TIMEOUT, NODE_TIMEOUT)
                .start();
        return new Member(number, turbine);
    }

    /** A token that every node accepts. */
    static String token() {
        return new TestTokens().token("user-1", Instant.now().plusSeconds(3600), List.of());
    }

    URI base() {
        return turbine.addresses().get(0);
    }

    LinkStats link() {
        return turbine.stats().link();
    }

    boolean isUp() {
        return link().state() == LinkStats.State.UP;
    }

    @Override
    public void close() {
        turbine.close();
    }
}
