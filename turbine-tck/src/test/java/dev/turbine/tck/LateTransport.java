package dev.turbine.tck;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Transport;
import dev.turbine.spi.support.ServerSettings;
import dev.turbine.tck.plain.PlainTransport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A transport whose {@code start} returns before it listens. */
final class LateTransport implements Transport {
    private final ServerSettings settings = ServerSettings.DEFAULT.withHost("127.0.0.1");
    private final int port = freePort();
    private final PlainTransport sound = new PlainTransport(settings.withPort(port));

    @Override
    public void start(Acceptor acceptor) {
        CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS).execute(() -> {
            try {
                sound.start(acceptor);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    @Override
    public List<URI> addresses() {
        return List.of(settings.address(port));
    }

    @Override
    public void close() {
        sound.close();
    }

    private static int freePort() {
        try (ServerSocket probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
