package dev.turbine.example.jetty;

import dev.turbine.Turbine;
import dev.turbine.auth.jwt.JwtAuthenticator;
import dev.turbine.transport.jetty.JettyMount;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.handler.SizeLimitHandler;
import org.eclipse.jetty.util.component.LifeCycle;

/** A shop with a Jetty of its own. Whoever watches the channel {@code orders} sees each order as it comes in. */
final class Shop implements AutoCloseable {
    final Server server;
    final Turbine turbine;

    /** Starts it; 0 is any free port. */
    Shop(int port, String secret) throws Exception {
        // snippet: jetty-mount
        JettyMount mount = new JettyMount("/live");
        turbine = Turbine.builder()
                .transport(mount)
                .authenticator(JwtAuthenticator.hmac(secret)) // 32 bytes or more
                .start();

        server = new Server(port);
        server.setHandler(new Orders(turbine)); // the shop's own routes
        server.insertHandler(new SizeLimitHandler(16 * 1024, -1));
        server.insertHandler(mount.handler()); // in front of them, takes what is below /live
        // end
        try {
            server.start();
        } catch (Exception e) {
            close();
            throw e;
        }
    }

    // snippet: jetty-close
    @Override
    public void close() {
        turbine.close(); // tells its clients
        LifeCycle.stop(server);
    }
    // end

    /** Serves on port 8080 until the process ends. */
    public static void main(String[] arguments) throws Exception {
        Shop shop = new Shop(8080, System.getenv("SHOP_SECRET"));
        Runtime.getRuntime().addShutdownHook(new Thread(shop::close));
    }
}
