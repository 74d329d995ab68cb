package dev.turbine.transport.jakarta;

import dev.turbine.spi.RequestHead;
import dev.turbine.spi.support.PeerAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The head of a request, copied out of the container's request, which is used again once it is answered.
 *
 * @param fields by their names in lower case
 */
record Head(String method, String path, Map<String, List<String>> fields, boolean secure, String remoteAddress)
        implements RequestHead {

    static Head of(HttpServletRequest request) {
        Map<String, List<String>> fields = Collections.list(request.getHeaderNames()).stream()
                .collect(Collectors.toMap(
                        name -> name.toLowerCase(Locale.ROOT),
                        name -> Collections.list(request.getHeaders(name)),
                        (one, same) -> one));
        return new Head(
                request.getMethod(),
                path(request),
                fields,
                request.isSecure(),
                PeerAddress.text(request.getRemoteAddr(), request.getRemotePort()));
    }

    @Override
    public List<String> headers(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    /** What follows the mapping; all of it where the mapping is no prefix. The container has decoded it, and it is plain. */
    private static String path(HttpServletRequest request) {
        @Nullable String rest = request.getPathInfo();
        if (request.getHttpServletMapping().getMappingMatch() == MappingMatch.PATH) {
            return rest == null ? "/" : rest;
        }
        return request.getServletPath() + (rest == null ? "" : rest);
    }
}
