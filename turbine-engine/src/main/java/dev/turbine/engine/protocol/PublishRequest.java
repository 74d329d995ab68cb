package dev.turbine.engine.protocol;

import java.io.IOException;
import java.util.Arrays;

/** What is to be published: the outcome of reading a request for it. */
public sealed interface PublishRequest {
    /** @param data the JSON value, byte for byte as it was sent */
    record Valid(String channel, byte[] data) implements PublishRequest {}

    /** @param reason what is wrong with the request; a constant text */
    record Refused(String reason) implements PublishRequest {}

    /** Reads publish requests. Thread-safe. */
    final class Reader {
        private final Json json;
        private final Json dataJson;
        private final int maxChannelBytes;

        /**
         * @param maxDepth depth of nested arrays and objects in a body; {@code data} stands one level down
         * @param maxChannelBytes length of a channel's name
         */
        public Reader(int maxDepth, int maxChannelBytes) {
            this.json = new Json(maxDepth);
            this.dataJson = new Json(Math.max(1, maxDepth - 1));
            this.maxChannelBytes = maxChannelBytes;
        }

        /** Reads {@code {"channel": "…", "data": …}}. */
        public PublishRequest readBody(byte[] body) {
            if (!Json.isUtf8(body)) {
                return new Refused("not UTF-8");
            }
            PublishMembers members = new PublishMembers();
            try {
                json.readObject(body, members);
            } catch (IOException notJson) {
                return new Refused("not a JSON object");
            }
            if (members.repeated) {
                return new Refused("a key twice");
            }
            if (members.channel == null) {
                return new Refused("channel missing or not a string");
            }
            if (members.dataStart < 0) {
                return new Refused("data missing");
            }
            if (!ChannelName.isValid(members.channel, maxChannelBytes)) {
                return new Refused("bad channel name");
            }
            return new Valid(members.channel, Arrays.copyOfRange(body, members.dataStart, members.dataEnd));
        }

        /** Checks what the host's own code publishes by the same rules. */
        public PublishRequest check(String channel, String json) {
            byte[] data = Json.utf8(json);
            if (data == null) {
                return new Refused("not UTF-8");
            }
            if (!ChannelName.isValid(channel, maxChannelBytes)) {
                return new Refused("bad channel name");
            }
            try {
                dataJson.readValue(data);
            } catch (IOException notJson) {
                return new Refused("not JSON");
            }
            return new Valid(channel, data);
        }
    }
}
