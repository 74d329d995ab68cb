package dev.turbine;

import dev.turbine.spi.RequestHead;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A request's head.
 *
 * @param fields by their names in lower case
 */
public record FakeHead(String method, String path, Map<String, List<String>> fields) implements RequestHead {
    public static FakeHead get(String path) {
        return new FakeHead("GET", path, Map.of());
    }

    /** A sound request for a WebSocket, with some of its fields changed: pairs of name and value, null to leave one out. */
    public static FakeHead upgrade(String path, String... changes) {
        Map<String, List<String>> fields = new HashMap<>();
        fields.put("connection", List.of("keep-alive, Upgrade"));
        fields.put("upgrade", List.of("websocket"));
        fields.put("sec-websocket-version", List.of("13"));
        fields.put("sec-websocket-key", List.of("dGhlIHNhbXBsZSBub25jZQ=="));
        for (int i = 0; i < changes.length; i += 2) {
            fields.put(changes[i], changes[i + 1] == null ? List.of() : List.of(changes[i + 1]));
        }
        return new FakeHead("GET", path, fields);
    }

    @Override
    public List<String> headers(String name) {
        return fields.getOrDefault(name.toLowerCase(Locale.ROOT), List.of());
    }

    @Override
    public boolean secure() {
        return false;
    }

    @Override
    public String remoteAddress() {
        return "192.0.2.1:1";
    }
}
