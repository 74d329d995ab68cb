package dev.turbine.transport.undertow;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Transport;
import dev.turbine.spi.support.ServerLife;
import dev.turbine.spi.support.ServerSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import javax.net.ssl.SSLContext;

/**
 * Serves WebSockets and HTTP/1.1 on an Undertow of its own. {@link UndertowMount} serves them in one of the application's.
 *
 * <p><b>Threads:</b> as {@link Transport} says; the getters may be called from any thread. While it is started its
 * threads, named {@code turbine-undertow-…}, keep the JVM alive. <b>Blocking:</b> {@code start} until the port is open,
 * {@code close} for about a second at most.
 */
public final class UndertowTransport implements Transport {
    private final ServerSettings settings;
    private final ServerLife server = new ServerLife("UndertowTransport");

    UndertowTransport(ServerSettings settings) {
        this.settings = settings;
    }

    /** A builder that listens on all interfaces, port 8080, without TLS, unless it is told otherwise. */
    public static Builder builder() {
        return new Builder();
    }

    /** @throws IllegalStateException if it was started before: a transport is used once */
    @Override
    public void start(Acceptor acceptor) throws IOException {
        server.start(acceptor, accepting -> new UndertowServer(settings, accepting));
    }

    /** The port that it listens on, also where 0 was asked for. */
    public int port() {
        return server.port();
    }

    @Override
    public List<URI> addresses() {
        return server.addresses();
    }

    @Override
    public void close() {
        server.close();
    }

    /**
     * What an {@link UndertowTransport} is made of.
     *
     * <p><b>Threads:</b> to be used by one at a time. <b>Blocking:</b> only {@link #tls(Path, char[])}, which reads a
     * file.
     */
    public static final class Builder {
        private ServerSettings settings = ServerSettings.DEFAULT;

        private Builder() {}

        /** The address to listen on; all interfaces by default. */
        public Builder host(String host) {
            settings = settings.withHost(host);
            return this;
        }

        /** The port to listen on, 0 for any free one; 8080 by default. */
        public Builder port(int port) {
            settings = settings.withPort(port);
            return this;
        }

        /** Serves https and wss alone, with the keys of this context. */
        public Builder tls(SSLContext context) {
            settings = settings.withTls(context);
            return this;
        }

        /**
         * Serves https and wss alone, with the key of this PKCS#12 file.
         *
         * @throws IllegalArgumentException if the file cannot be read, is none of this kind, holds no private key, or
         *     has another password
         */
        public Builder tls(Path pkcs12, char[] password) {
            settings = settings.withTls(pkcs12, password);
            return this;
        }

        public UndertowTransport build() {
            return new UndertowTransport(settings);
        }
    }
}
