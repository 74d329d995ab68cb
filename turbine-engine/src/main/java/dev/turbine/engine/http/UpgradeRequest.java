package dev.turbine.engine.http;

import dev.turbine.spi.HttpReply;
import dev.turbine.spi.RequestHead;
import dev.turbine.spi.support.HeaderTokens;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The client's side of the opening handshake, RFC 6455, section 4.2.1. */
final class UpgradeRequest {
    private static final int KEY_BYTES = 16;
    private static final int KEY_CHARACTERS = 24; // with padding, which the decoder does not insist on

    private UpgradeRequest() {}

    /** What is wrong with a request for a WebSocket; null if nothing is. */
    static @Nullable HttpReply fault(RequestHead head) {
        if (!head.headers("Sec-WebSocket-Version").equals(List.of("13"))) {
            return ApiReply.error(
                    426, "upgrade required", Map.of("Sec-WebSocket-Version", "13", "Upgrade", "websocket"));
        }
        List<String> keys = head.headers("Sec-WebSocket-Key");
        boolean sound = keys.size() == 1 && isKey(keys.get(0)) && asksToUpgrade(head) && !hasBody(head);
        return sound ? null : ApiReply.error(400, "bad request");
    }

    private static boolean asksToUpgrade(RequestHead head) {
        return HeaderTokens.contain(head.headers("Connection"), "upgrade");
    }

    /** Its bytes would be read as frames. */
    private static boolean hasBody(RequestHead head) {
        List<String> lengths = head.headers("Content-Length");
        return !head.headers("Transfer-Encoding").isEmpty() || !(lengths.isEmpty() || lengths.equals(List.of("0")));
    }

    private static boolean isKey(String key) {
        try {
            return key.length() == KEY_CHARACTERS && Base64.getDecoder().decode(key).length == KEY_BYTES;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
