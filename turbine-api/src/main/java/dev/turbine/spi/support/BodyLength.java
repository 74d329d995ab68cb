package dev.turbine.spi.support;

import dev.turbine.spi.RequestHead;
import java.util.List;

/** What {@link dev.turbine.spi.HttpCall#contentLength} tells. */
public final class BodyLength {
    private BodyLength() {}

    /**
     * The length of a body in bytes: 0 if there is none, −1 if it is known only when the body ends.
     *
     * @param head with a {@code Content-Length} that the transport has found to be a number
     * @param mayHaveBodyWithoutLength whether there may be a body without {@code Content-Length} and
     *     {@code Transfer-Encoding}, as in HTTP/2 and later
     */
    public static long of(RequestHead head, boolean mayHaveBodyWithoutLength) {
        if (!head.headers("Transfer-Encoding").isEmpty()) {
            return -1;
        }
        List<String> lengths = head.headers("Content-Length");
        if (lengths.isEmpty()) {
            return mayHaveBodyWithoutLength ? -1 : 0;
        }
        return Long.parseLong(lengths.get(0));
    }
}
