package dev.turbine.transport.jakarta;

import dev.turbine.spi.RequestHead;
import dev.turbine.spi.support.PeerAddress;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.MappingMatch;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

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

    /**
     * The rest of the path behind the mapping. Not the container's path info, which leaves out what follows a semicolon and
     * resolves dots: another path would look like one of Turbine's.
     */
    private static String path(HttpServletRequest request) {
        String path = decoded(request.getRequestURI());
        boolean isPrefix = request.getHttpServletMapping().getMappingMatch() == MappingMatch.PATH;
        String mount = request.getContextPath() + (isPrefix ? request.getServletPath() : "");
        if (!path.startsWith(mount)) {
            return path;
        }
        return path.length() == mount.length() ? "/" : path.substring(mount.length());
    }

    private static String decoded(String uri) {
        try {
            return URLDecoder.decode(uri.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return uri;
        }
    }
}
