package dev.turbine.tck.plain;

import dev.turbine.spi.RequestHead;
import java.util.Arrays;
import java.util.List;

/**
 * A head that holds nothing doubtful.
 *
 * @param http11 false for HTTP/1.0
 * @param contentLength of the body; −1 for chunks
 */
record PlainHead(
        String method, String path, boolean http11, List<Field> fields, long contentLength, String remoteAddress)
        implements RequestHead {

    record Field(String name, String value) {}

    @Override
    public List<String> headers(String name) {
        return fields.stream()
                .filter(field -> field.name.equalsIgnoreCase(name))
                .map(Field::value)
                .toList();
    }

    @Override
    public boolean secure() {
        return false;
    }

    boolean asksForWebSocket() {
        return http11 && method.equals("GET") && lists("Upgrade", "websocket");
    }

    boolean keepsAlive() {
        return http11 && !lists("Connection", "close");
    }

    boolean expectsContinue() {
        return http11 && !headers("Expect").isEmpty();
    }

    private boolean lists(String name, String token) {
        return headers(name).stream()
                .flatMap(value -> Arrays.stream(value.split(",")))
                .anyMatch(one -> one.strip().equalsIgnoreCase(token));
    }
}
