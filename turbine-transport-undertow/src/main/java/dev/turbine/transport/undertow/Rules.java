package dev.turbine.transport.undertow;

import dev.turbine.spi.support.RequestTarget;
import io.undertow.server.HttpServerExchange;
import io.undertow.util.HeaderMap;
import io.undertow.util.HeaderValues;
import io.undertow.util.Headers;
import io.undertow.util.HttpString;
import io.undertow.util.Methods;
import io.undertow.util.Protocols;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What Undertow lets through and must not be: requests that two servers might read in two ways. RFC 9112, sections 3.2, 6
 * and 11.2.
 */
final class Rules {
    /** With the last of them an application's own Undertow may bring a request to a mount. */
    private static final Set<HttpString> VERSIONS = Set.of(Protocols.HTTP_1_1, Protocols.HTTP_1_0, Protocols.HTTP_2_0);

    private static final int LENGTH_DIGITS = 18; // all of them fit into a long

    private Rules() {}

    /** The status to refuse a request with, and to end its connection behind; 0 if nothing is wrong. */
    static int refusal(HttpServerExchange exchange) {
        HttpString protocol = exchange.getProtocol();
        HeaderMap fields = exchange.getRequestHeaders();
        if (!VERSIONS.contains(protocol)) {
            return 505;
        }
        if (!isClear(fields, protocol) || !hasHost(fields, protocol)) {
            return 400;
        }
        String expected = fields.getFirst(Headers.EXPECT);
        return expected == null || expected.equalsIgnoreCase("100-continue") ? 0 : 417;
    }

    /** Whether it is clear where the body ends. */
    private static boolean isClear(HeaderMap fields, HttpString protocol) {
        @Nullable HeaderValues coding = fields.get(Headers.TRANSFER_ENCODING);
        @Nullable HeaderValues length = fields.get(Headers.CONTENT_LENGTH);
        if (coding != null) {
            // Undertow takes every other coding for chunked.
            return length == null
                    && coding.size() == 1
                    && coding.getFirst().equalsIgnoreCase("chunked")
                    && !protocol.equals(Protocols.HTTP_1_0);
        }
        return length == null || length.size() == 1 && isNumber(length.getFirst());
    }

    /** Undertow's own reading overflows. */
    private static boolean isNumber(String length) {
        return !length.isEmpty()
                && length.length() <= LENGTH_DIGITS
                && length.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    /** Neither the * of OPTIONS nor the authority of CONNECT is a path. */
    static boolean isPath(HttpServerExchange exchange) {
        return RequestTarget.isPlain(rawPath(exchange))
                && !exchange.getRequestMethod().equals(Methods.CONNECT);
    }

    private static String rawPath(HttpServerExchange exchange) {
        String uri = exchange.getRequestURI();
        if (!exchange.isHostIncludedInRequestURI()) {
            return uri;
        }
        int slash = uri.indexOf('/', uri.indexOf("//") + 2);
        return slash < 0 ? "/" : uri.substring(slash);
    }

    private static boolean hasHost(HeaderMap fields, HttpString protocol) {
        @Nullable HeaderValues host = fields.get(Headers.HOST);
        return host == null ? !protocol.equals(Protocols.HTTP_1_1) : host.size() == 1;
    }
}
