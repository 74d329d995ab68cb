package dev.turbine.tck;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * An HTTP reply as it came over the wire.
 *
 * @param status the status
 * @param headers header lines, {@code Name: value}, in order
 * @param body the body, without its framing
 */
public record RawReply(int status, List<String> headers, byte[] body) {
    public RawReply {
        headers = List.copyOf(headers);
    }

    /** The values of every header of this name, in order. */
    public List<String> header(String name) {
        return RawRequest.headerValues(headers, name);
    }

    /** The body as text. */
    public String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public String toString() {
        return status + " " + headers + " " + text();
    }
}
