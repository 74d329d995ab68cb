package dev.turbine.example.server;

import dev.turbine.Turbine;
import dev.turbine.api.Limit;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Turbine that lives as long as the process. */
final class Server {
    private static final Logger log = LoggerFactory.getLogger(Server.class);

    /** With what follows it at the worst, under 4.5 s. */
    private static final Duration DRAIN = Duration.ofMillis(2_500);

    /** What supervises processes may kill them after 5 s. */
    private static final long CLOSE_MILLIS = 4_500;

    private final CompletableFuture<Turbine> started = new CompletableFuture<>();

    /** Starts, and returns only if that fails, with an exception. */
    void run(Settings settings) throws InterruptedException {
        Runtime.getRuntime().addShutdownHook(new Thread(this::stop, "turbine-server-stop"));
        settings.warnings().forEach(log::warn);
        try {
            started.complete(start(settings));
        } catch (RuntimeException failure) {
            started.completeExceptionally(failure);
            throw failure;
        }
        log.info("configuration: {}", settings);
        new CountDownLatch(1).await(); // the hook ends the process
    }

    private static Turbine start(Settings settings) {
        Turbine.Builder builder = Turbine.builder()
                .name("server")
                .transport(settings.transport())
                .host(settings.host())
                .port(settings.port())
                .authenticator(settings.authenticator())
                .apiKeys(settings.apiKeys().toArray(String[]::new))
                .allowedOrigins(settings.allowedOrigins().toArray(String[]::new))
                .limit(Limit.SUBSCRIPTIONS, settings.maxSubscriptions())
                .limit(Limit.DRAIN_TIMEOUT, DRAIN)
                .limit(Limit.OUTBOUND_MESSAGES, settings.outboundBuffer());
        settings.channels().forEach(builder::channels);
        settings.nats().ifPresent(nats -> builder.broker(NatsSettings.BROKER, nats.broker()));
        return builder.start();
    }

    /** Closes what was started, or is being started, and ends the process. */
    private void stop() {
        try {
            started.thenAcceptAsync(Turbine::close).get(CLOSE_MILLIS, TimeUnit.MILLISECONDS);
            // Otherwise the JVM would exit with 128 plus the number of the signal.
            Runtime.getRuntime().halt(0);
        } catch (TimeoutException late) {
            log.warn("not closed within {} ms, ending anyway", CLOSE_MILLIS);
            Runtime.getRuntime().halt(1);
        } catch (ExecutionException | InterruptedException neverStarted) {
            // the exit code of the failed start counts
        }
    }
}
