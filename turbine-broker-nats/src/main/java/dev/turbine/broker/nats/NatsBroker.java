package dev.turbine.broker.nats;

import static java.util.Objects.requireNonNull;

import dev.turbine.api.LinkStats;
import dev.turbine.api.TurbineException;
import dev.turbine.spi.Broker;
import dev.turbine.spi.PublicationLog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Joins nodes to one over NATS: what is published on one reaches the subscribers of all that have the same servers (or
 * servers of the same cluster) and prefix. Needs NATS 2.2 or newer, and no JetStream unless the history of channels is to be
 * {@linkplain Builder#durable durable}.
 *
 * <pre>{@code
 * Turbine.builder()
 *         .broker(NatsBroker.builder().servers("nats://127.0.0.1:4222").build())
 * }</pre>
 *
 * <p>A node that cannot reach NATS works alone and goes on trying; see {@link LinkStats} for what that means for
 * publications. With a durable history, what is published to channels with a history is refused meanwhile. Every
 * publication that leaves is confirmed by the server (it answers a PING behind it, one for all that wait), and its result
 * completes only then.
 *
 * <p><b>Threads:</b> two of its own, and those of jnats. <b>Blocking:</b> {@code start} until it has joined or was refused,
 * for two seconds at the most; {@code close} for one and a half; nothing else blocks.
 */
public final class NatsBroker implements Broker {
    private static final Logger log = LoggerFactory.getLogger(NatsBroker.class);
    private static final long CLOSE_MILLIS = 500; // for each of three steps

    private final Settings settings;
    private final long origin = new SecureRandom().nextLong();
    private final LinkCounters counters = new LinkCounters();
    private final Outbound outbound;
    private final @Nullable StreamLog history;
    private final JnatsThreads threads = new JnatsThreads();
    private final Lock life = new ReentrantLock();
    private boolean started; // or closed; under the lock
    private volatile @Nullable Inbound inbound;
    private volatile @Nullable Link link;

    private NatsBroker(Settings settings) {
        this.settings = settings;
        this.outbound = new Outbound(settings, origin, counters);
        if (settings.durable == null) {
            this.history = null;
        } else {
            this.history = new StreamLog(settings, settings.durable, outbound, counters);
            outbound.attend(history.stream());
        }
    }

    /** Begins the configuration of a broker. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * @throws IllegalStateException if it was started or closed before
     * @throws TurbineException if the server is reached, and it has no JetStream or refuses the durable history: then the
     *     broker is closed
     */
    @Override
    public void start(Listener listener) {
        long deadline = System.nanoTime() + Settings.ANSWER_TIMEOUT.toNanos();
        Link link = begin(requireNonNull(listener, "listener"));
        quietly(() -> link.awaitFirstAttempt(deadline - System.nanoTime()));
        StreamLog history = this.history;
        if (history != null) {
            boolean up = outbound.state() == LinkStats.State.UP;
            quietly(() -> judge(history.stream().verdict(up ? deadline - System.nanoTime() : 0)));
        }
    }

    /** @param verdict why there can be no history; empty if there can */
    private void judge(String verdict) {
        if (!verdict.isEmpty()) {
            close();
            throw new TurbineException(settings.name + ": no durable history: " + verdict);
        }
    }

    private Link begin(Listener listener) {
        life.lock();
        try {
            if (started) {
                throw new IllegalStateException("this NatsBroker was started or closed before: build another one");
            }
            started = true;
            Inbound inbound = new Inbound(listener, settings.subjects, origin, counters);
            Link link = new Link(settings, outbound, inbound, counters, threads);
            this.inbound = inbound;
            this.link = link;
            if (history != null) {
                history.begin(inbound);
            }
            outbound.onSent(link::wake);
            outbound.start();
            link.start();
            return link;
        } finally {
            life.unlock();
        }
    }

    @Override
    public CompletionStage<Void> subscribe(String channel) {
        return outbound.listen(settings.subjects.of(channel));
    }

    @Override
    public void unsubscribe(String channel) {
        outbound.ignore(settings.subjects.of(channel));
    }

    @Override
    public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
        return outbound.publish(channel, payload);
    }

    @Override
    public void broadcast(byte[] payload) {
        outbound.broadcast(payload);
    }

    /** Null unless the builder was given a {@link Builder#durable durable} history. */
    @Override
    public @Nullable PublicationLog log() {
        return history;
    }

    @Override
    public LinkStats stats() {
        return counters.snapshot(outbound.state());
    }

    @Override
    public void close() {
        life.lock(); // a start is over or will be refused
        try {
            started = true;
            outbound.close();
        } finally {
            life.unlock();
        }
        CompletableFuture<Void> appended = history == null ? CompletableFuture.completedFuture(null) : history.close();
        Inbound inbound = this.inbound;
        Link link = this.link;
        if (inbound != null && link != null) {
            quietly(() -> outbound.drained()
                    .thenCombine(appended, (sent, stored) -> stored)
                    .toCompletableFuture()
                    .get(CLOSE_MILLIS, TimeUnit.MILLISECONDS));
            quietly(() -> inbound.close(CLOSE_MILLIS));
        }
        outbound.stop();
        if (link != null) {
            quietly(() -> link.stop(CLOSE_MILLIS));
        }
        threads.close();
    }

    private interface Step {
        void run() throws InterruptedException, ExecutionException, TimeoutException;
    }

    /** Whatever becomes of one step, the next follows: what is not done in time is of unknown outcome. */
    private void quietly(Step step) {
        try {
            step.run();
        } catch (TimeoutException | ExecutionException notDone) {
            log.debug("{}: not all was done in time", settings.name, notDone);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The configuration of a broker. Every setter checks what it is given. */
    public static final class Builder {
        private static final Duration MAX_LINGER = Duration.ofHours(1);

        List<Server> servers = List.of(Server.of("nats://127.0.0.1:4222"));
        Subjects subjects = new Subjects("turbine");
        Duration linger = Duration.ofSeconds(2);
        int maxUnconfirmedMessages = 8_192;
        int maxUnconfirmedBytes = 16 << 20;
        int maxPendingMessages = 65_536;
        int maxPendingBytes = 64 << 20;

        @Nullable
        DurableHistory durable;

        @Nullable
        String token;

        @Nullable
        String user;

        @Nullable
        String password;

        @Nullable
        Path credentials;

        @Nullable
        SSLContext tls;

        private Builder() {}

        /**
         * The servers of one cluster, tried in any order: {@code nats://127.0.0.1:4222}, {@code tls://nats.example.com}.
         * Others that a server tells of are not used. Default {@code nats://127.0.0.1:4222}.
         *
         * @throws IllegalArgumentException if there is none, or one is not written like that
         */
        public Builder servers(String... urls) {
            if (urls.length == 0) {
                throw new IllegalArgumentException("there must be at least one server");
            }
            servers = Arrays.stream(urls).map(Server::of).toList();
            return this;
        }

        /**
         * What all subjects begin with; nodes with another prefix are other nodes. Default {@code turbine}.
         *
         * @throws IllegalArgumentException unless it has 1 to 64 letters, digits, {@code _} or {@code -}, with single dots
         *     between them
         */
        public Builder prefix(String prefix) {
            subjects = new Subjects(prefix);
            return this;
        }

        /** Authenticates by a token. */
        public Builder token(String token) {
            this.token = requireNonNull(token, "token");
            return this;
        }

        /** Authenticates by a name and a password. */
        public Builder user(String user, String password) {
            this.user = requireNonNull(user, "user");
            this.password = requireNonNull(password, "password");
            return this;
        }

        /**
         * Authenticates by a credentials file, as NATS's account tools write it. It is read for each connection.
         *
         * @throws IllegalArgumentException if it cannot be read, or is none
         */
        public Builder credentials(Path file) {
            credentials = checked(file);
            return this;
        }

        private static Path checked(Path file) {
            try {
                String content = Files.readString(file);
                if (content.contains("BEGIN NATS USER JWT") && content.contains("BEGIN USER NKEY SEED")) {
                    return file;
                }
            } catch (IOException e) {
                throw new IllegalArgumentException("cannot read a credentials file at " + file, e);
            }
            throw new IllegalArgumentException(file + " is no credentials file: it has no user JWT with a seed");
        }

        /**
         * Encrypts, and trusts whom this context trusts; its key is shown to servers that ask for one. A server's
         * certificate must be for the host that its URL names. Without it, {@code tls://} URLs use the JVM's default.
         */
        public Builder tls(SSLContext context) {
            tls = requireNonNull(context, "context");
            return this;
        }

        /**
         * How long a channel is still listened to after its last subscriber on this node has left. Default 2 s.
         *
         * @throws IllegalArgumentException if negative, or over an hour
         */
        public Builder linger(Duration linger) {
            if (linger.isNegative() || linger.compareTo(MAX_LINGER) > 0) {
                throw new IllegalArgumentException("linger must be within 0 and " + MAX_LINGER + ", is " + linger);
            }
            this.linger = linger;
            return this;
        }

        /**
         * What may be on its way out without a confirmation, in messages and bytes; past either, publications are not
         * forwarded, counted as {@code full}. Keep it below the engine's {@code PUBLICATIONS_IN_FLIGHT} and {@code
         * PUBLICATION_BYTES_IN_FLIGHT}, or a server that is frozen holds up this node's own subscribers. Default 8,192 and
         * 16 MiB.
         *
         * @throws IllegalArgumentException if one is under 1
         */
        public Builder maxUnconfirmed(int messages, int bytes) {
            maxUnconfirmedMessages = positive("messages", messages);
            maxUnconfirmedBytes = positive("bytes", bytes);
            return this;
        }

        /**
         * What may have come in and not been taken by the engine yet, in messages and bytes; past either, what comes is
         * dropped, counted as {@code overflow}, and a gap. Default 65,536 and 64 MiB.
         *
         * @throws IllegalArgumentException if one is under 1
         */
        public Builder maxPending(int messages, int bytes) {
            maxPendingMessages = positive("messages", messages);
            maxPendingBytes = positive("bytes", bytes);
            return this;
        }

        /**
         * Keeps the history of channels in JetStream, where all nodes share it. Without it each node keeps its own. Needs
         * NATS 2.9 or newer, with JetStream.
         */
        public Builder durable(DurableHistory history) {
            durable = requireNonNull(history, "history");
            return this;
        }

        private static int positive(String what, int number) {
            if (number < 1) {
                throw new IllegalArgumentException(what + " must be at least 1, is " + number);
            }
            return number;
        }

        /**
         * Makes the broker. It connects when the node starts.
         *
         * @throws IllegalArgumentException if there are two kinds of authentication
         */
        public NatsBroker build() {
            int kinds = (token == null ? 0 : 1) + (user == null ? 0 : 1) + (credentials == null ? 0 : 1);
            if (kinds > 1 || kinds == 1 && servers.stream().anyMatch(Server::namesUser)) {
                throw new IllegalArgumentException(
                        "say one of token, user and credentials, or say it in the servers' URLs, not several");
            }
            return new NatsBroker(new Settings(this));
        }
    }
}
