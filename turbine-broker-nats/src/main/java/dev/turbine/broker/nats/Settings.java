package dev.turbine.broker.nats;

import io.nats.client.Nats;
import io.nats.client.Options;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How to reach NATS, and the bounds. Not a record: its text would show secrets.
 */
final class Settings {
    /** For a connection to be there, and for each answer of a server. */
    static final Duration ANSWER_TIMEOUT = Duration.ofSeconds(2);

    final List<Server> servers;
    final Subjects subjects;
    final Duration linger;
    /** What its log lines begin with. */
    final String name;

    final int maxUnconfirmedMessages;
    final int maxUnconfirmedBytes;
    final int maxPendingMessages;
    final int maxPendingBytes;
    final @Nullable DurableHistory durable;
    private final @Nullable String token;
    private final @Nullable String user;
    private final @Nullable String password;
    private final @Nullable Path credentials;
    private final @Nullable SSLContext tls;

    Settings(NatsBroker.Builder builder) {
        servers = builder.servers;
        subjects = builder.subjects;
        linger = builder.linger;
        name = "turbine nats broker " + subjects.all();
        maxUnconfirmedMessages = builder.maxUnconfirmedMessages;
        maxUnconfirmedBytes = builder.maxUnconfirmedBytes;
        maxPendingMessages = builder.maxPendingMessages;
        maxPendingBytes = builder.maxPendingBytes;
        durable = builder.durable;
        token = builder.token;
        user = builder.user;
        password = builder.password;
        credentials = builder.credentials;
        tls = builder.tls;
    }

    /** For one connection to one server; it ends with the first failure. */
    Options.Builder options(Server server, JnatsThreads threads) {
        Options.Builder options = Options.builder()
                .server(server.url())
                .connectionName("turbine")
                .connectionTimeout(ANSWER_TIMEOUT)
                .hostnameResolveMode(Options.HostnameResolveMode.HappyEyeballs) // keeps the name, for TLS to check
                .noReconnect()
                .ignoreDiscoveredServers()
                .noEcho()
                .pingInterval(Duration.ZERO) // Link asks for signs of life itself
                .maxPingsOut(0)
                .maxMessagesInOutgoingQueue(0) // no bound: what enters is bounded by Outbound
                .requestCleanupInterval(Duration.ZERO)
                .callbackExecutor(new DirectExecutor())
                .connectExecutor(threads.loops)
                .scheduledExecutor(threads.timers)
                .executor(threads.loops);
        if (token != null) {
            options.token(token.toCharArray());
        } else if (user != null && password != null) {
            options.userInfo(user.toCharArray(), password.toCharArray());
        } else if (credentials != null) {
            options.authHandler(Nats.credentials(credentials.toString()));
        }
        if (tls != null || server.isTls()) {
            options.sslContext(VerifyingTls.of(tls));
        }
        return options;
    }
}
