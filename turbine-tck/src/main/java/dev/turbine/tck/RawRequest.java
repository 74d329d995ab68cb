package dev.turbine.tck;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * An HTTP/1.1 request as it goes over the wire. {@code Host}, and {@code Content-Length} for a body, are added unless they
 * stand among the headers, or {@code Transfer-Encoding} does.
 *
 * @param method the method
 * @param target the path, and the query if there is one
 * @param headers header lines, {@code Name: value}, in order
 * @param body what follows the head, as it is
 */
public record RawRequest(String method, String target, List<String> headers, byte[] body) {
    public RawRequest {
        headers = List.copyOf(headers);
    }

    /** A request without a body. */
    public static RawRequest get(String target, String... headers) {
        return new RawRequest("GET", target, List.of(headers), new byte[0]);
    }

    /** A request with a body. */
    public static RawRequest post(String target, String body, String... headers) {
        return new RawRequest("POST", target, List.of(headers), body.getBytes(StandardCharsets.UTF_8));
    }

    /** A publication over the HTTP API, with the key that the contracts use. */
    public static RawRequest publish(String channel, String data) {
        String body = "{\"channel\":\"" + channel + "\",\"data\":" + data + "}";
        return post("/api/publish", body, "x-api-key: " + TransportFixture.API_KEY, "Content-Type: application/json");
    }

    /** The values of every header of this name, in order. */
    public List<String> header(String name) {
        return headerValues(headers, name);
    }

    /** The bytes to send, with {@code prefix} before the target. */
    byte[] bytes(String prefix, String host) {
        List<String> lines = new ArrayList<>();
        lines.add(method + " " + prefix + target + " HTTP/1.1");
        if (header("host").isEmpty()) {
            lines.add("Host: " + host);
        }
        lines.addAll(headers);
        boolean framed = !header("content-length").isEmpty()
                || !header("transfer-encoding").isEmpty();
        if (!framed && (body.length > 0 || method.equals("POST"))) {
            lines.add("Content-Length: " + body.length);
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((String.join("\r\n", lines) + "\r\n\r\n").getBytes(StandardCharsets.ISO_8859_1));
        bytes.writeBytes(body);
        return bytes.toByteArray();
    }

    static List<String> headerValues(List<String> lines, String name) {
        String prefix = name.toLowerCase(Locale.ROOT) + ":";
        return lines.stream()
                .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(prefix))
                .map(line -> line.substring(prefix.length()).strip())
                .toList();
    }
}
