package dev.turbine.spi.support;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import org.jspecify.annotations.Nullable;

/** Address and port of a peer as text, with nothing looked up. */
public final class PeerAddress {
    private PeerAddress() {}

    /** {@code 192.0.2.1:5000} or {@code [2001:db8::1]:5000}. */
    public static String text(@Nullable SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) {
            return String.valueOf(address);
        }
        InetAddress ip = inet.getAddress();
        return text(ip == null ? inet.getHostString() : ip.getHostAddress(), inet.getPort());
    }

    /** The same, of a host that is text already. */
    public static String text(String host, int port) {
        return (host.indexOf(':') < 0 || host.startsWith("[") ? host : "[" + host + "]") + ":" + port;
    }
}
