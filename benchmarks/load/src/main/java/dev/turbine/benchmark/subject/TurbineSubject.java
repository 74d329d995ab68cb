package dev.turbine.benchmark.subject;

import dev.turbine.Turbine;
import dev.turbine.api.ChannelGrants;
import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Identity;
import dev.turbine.api.Limit;
import dev.turbine.api.Stats;
import dev.turbine.spi.Authentication;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/** Turbine with its default limits, but for those that tell the load from an attack. */
public final class TurbineSubject implements Subject {
    /** Publications without a result yet, and messages that wait for each subscriber, up to which it keeps up. */
    private static final int MOST_PUBLICATIONS = 32;

    private static final int MOST_MESSAGES = 64;

    private final HostServer host;
    private final Turbine turbine;
    private final AtomicInteger publications = new AtomicInteger();
    private final AtomicLong refused = new AtomicLong();

    /**
     * @param arguments the transport: {@code jetty}, {@code undertow}, or {@code jakarta} for the servlet on Tomcat; then
     *     perhaps {@code history}
     */
    public TurbineSubject(List<String> arguments) {
        host = HostServer.of(arguments.get(0));
        Turbine.Builder builder = Turbine.builder()
                .transport(host.transport())
                .authenticator(credentials -> CompletableFuture.completedStage(
                        new Authentication.Accepted(new Identity("user-1", null, ChannelGrants.unrestricted()))))
                .apiKeys("devkey")
                .limit(Limit.SUBSCRIPTIONS, 10_000)
                .limit(Limit.COMMAND_BURST, 10_000);
        if (arguments.contains("history")) {
            builder.channels("*", ChannelOptions.none().history(1_000, Duration.ofMinutes(5)));
        }
        turbine = builder.start();
        host.start();
    }

    @Override
    public int port() {
        return host.port();
    }

    @Override
    public void publish(String channel, byte[] data) {
        publications.incrementAndGet();
        turbine.publish(channel, new String(data, StandardCharsets.ISO_8859_1)).thenAccept(result -> {
            publications.decrementAndGet();
            if (!result.ok()) {
                refused.incrementAndGet();
            }
        });
    }

    @Override
    public boolean keepsUp() {
        if (publications.get() >= MOST_PUBLICATIONS) {
            return false;
        }
        Stats stats = turbine.stats();
        return stats.pending() < MOST_MESSAGES * stats.subscriptions();
    }

    @Override
    public long dropped() {
        long dropped = turbine.stats().dropped().values().stream()
                .mapToLong(Long::longValue)
                .sum();
        return dropped + refused.get();
    }

    @Override
    public void close() {
        turbine.close();
        host.close();
    }
}
