package dev.turbine.tck;

import dev.turbine.Turbine;
import dev.turbine.spi.Authenticator;
import dev.turbine.spi.Transport;
import java.util.function.Consumer;

/** What every contract test needs to know of the transport that it tests. */
public abstract class TransportFixture {
    /** The key that publishes over HTTP in every contract. */
    public static final String API_KEY = "test-key";

    /**
     * Makes a transport that has not started yet and will listen on a free port of the loopback interface, with its
     * defaults otherwise. Called once for each Turbine that a test starts. Once started it answers {@link
     * Transport#addresses}: a transport that is mounted in a server of the test's is wrapped, so that it answers the
     * server's address with the path below which it is mounted, such as {@code http://127.0.0.1:1234/app/turbine}.
     */
    protected abstract Transport transport();

    /**
     * Whether the transport opens a port of its own. If it is mounted in a server of the test's, that server must go on
     * accepting connections after the transport has closed: end it after the test, not with the transport.
     */
    protected boolean opensItsPort() {
        return true;
    }

    /** Who judges tokens; {@link #tokens} makes those that it accepts. */
    protected Authenticator authenticator() {
        return new TestAuthenticator();
    }

    /** Makes the tokens that {@link #authenticator} judges. */
    protected Tokens tokens() {
        return new TestTokens();
    }

    /** Starts a Turbine over a transport of its own. */
    final Node start(Consumer<Turbine.Builder> settings) {
        Transport transport = transport();
        Turbine.Builder builder = Turbine.builder()
                .name("tck")
                .transport(transport)
                .authenticator(authenticator())
                .apiKeys(API_KEY);
        settings.accept(builder);
        Turbine turbine = builder.start();
        Dialer dialer = transport instanceof Dialer itself
                ? itself
                : new SocketDialer(turbine.addresses().get(0));
        return new Node(turbine, dialer);
    }
}
