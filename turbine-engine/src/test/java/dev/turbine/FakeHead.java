package dev.turbine;

import dev.turbine.spi.RequestHead;
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
