package dev.turbine.transport.undertow;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Transport;
import io.undertow.Handlers;
import io.undertow.Undertow;
import io.undertow.UndertowOptions;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;

/** A mount together with an application's Undertow around it, which goes on when the mount is closed. */
final class HostedMount implements Transport {
    private static final String PATH = "/turbine";

    private final UndertowMount mount = new UndertowMount();
    private Undertow host;

    @Override
    public void start(Acceptor acceptor) {
        mount.start(acceptor);
        int idleMillis = (int) acceptor.limits().idleTimeout().toMillis();
        host = Undertow.builder()
                .addHttpListener(0, "127.0.0.1")
                .setHandler(Handlers.path().addPrefixPath(PATH, mount))
                .setServerOption(UndertowOptions.MAX_HEADER_SIZE, 16 * 1024)
                .setServerOption(UndertowOptions.REQUEST_PARSE_TIMEOUT, idleMillis)
                .setServerOption(UndertowOptions.NO_REQUEST_TIMEOUT, idleMillis)
                .setServerOption(UndertowOptions.SHUTDOWN_TIMEOUT, 400)
                .build();
        host.start();
    }

    @Override
    public List<URI> addresses() {
        if (host == null) {
            return List.of();
        }
        InetSocketAddress address =
                (InetSocketAddress) host.getListenerInfo().get(0).getAddress();
        return List.of(URI.create("http://127.0.0.1:" + address.getPort() + PATH));
    }

    @Override
    public void close() {
        mount.close();
    }

    void end() {
        close();
        if (host != null) {
            host.stop();
            host = null;
        }
    }
}
