package dev.turbine.engine.http;

import dev.turbine.spi.RequestHead;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The pages that may connect (RFC 6455, section 10.2). A request without an {@code Origin} comes from no browser and is
 * let through: there is no ambient credential that it could abuse.
 */
public final class Origins {
    private static final Pattern ORIGIN = Pattern.compile("(https?)://([a-z0-9.-]+|\\[[0-9a-f:.]+])(?::([0-9]{1,5}))?");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(?:\\.[0-9]{1,3}){3}|\\[::1]");

    private final Set<String> allowed;

    /**
     * @param allowed exact origins; {@code *} for all; empty for pages of the same host and port, and of this machine
     * @throws IllegalArgumentException if one is not written as browsers send it
     */
    public Origins(Collection<String> allowed) {
        for (String origin : allowed) {
            if (!origin.equals("*") && !ORIGIN.matcher(origin).matches()) {
                throw new IllegalArgumentException(
                        "allowed origin must be * or look like https://app.example.com or http://localhost:3000"
                                + " (lower case, no path, no slash at the end), is " + origin);
            }
        }
        this.allowed = Set.copyOf(allowed);
    }

    boolean accept(RequestHead head) {
        List<String> sent = head.headers("Origin");
        if (sent.isEmpty() || allowed.contains("*")) {
            return true;
        }
        if (sent.size() > 1) {
            return false;
        }
        return allowed.isEmpty() ? isSameHostOrLoopback(sent.get(0), head) : allowed.contains(sent.get(0));
    }

    private static boolean isSameHostOrLoopback(String sent, RequestHead head) {
        Matcher origin = ORIGIN.matcher(sent);
        if (!origin.matches()) {
            return false;
        }
        if (LOOPBACK.matcher(origin.group(2)).matches()) {
            return true;
        }
        // The port that belongs to the origin's scheme may be left out on either side; a proxy may have ended the TLS.
        String defaultPort = origin.group(1).equals("https") ? ":443" : ":80";
        String authority = origin.group(2) + (origin.group(3) == null ? "" : ":" + origin.group(3));
        List<String> host = head.headers("Host");
        return host.size() == 1
                && without(defaultPort, authority)
                        .equals(without(defaultPort, host.get(0).toLowerCase(Locale.ROOT)));
    }

    private static String without(String port, String authority) {
        return authority.endsWith(port) ? authority.substring(0, authority.length() - port.length()) : authority;
    }
}
