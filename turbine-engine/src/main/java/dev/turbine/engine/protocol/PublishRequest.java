package dev.turbine.engine.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** What is to be published: the outcome of reading a request for it. */
public sealed interface PublishRequest {
    /** @param data the JSON value, byte for byte as it was sent */
    record Valid(Collection<String> channels, byte[] data) implements PublishRequest {}

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
            this.dataJson = new Json(maxDepth - 1);
            this.maxChannelBytes = maxChannelBytes;
        }

        /** Reads {@code {"channel": "…", "data": …}}. */
        public PublishRequest readBody(byte[] body) {
            String text = Utf8.decode(body);
            if (text == null) {
                return new Refused("not UTF-8");
            }
            PublishMembers members = new PublishMembers();
            try {
                json.readObject(text, members);
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
            if (!isChannel(members.channel)) {
                return new Refused("bad channel name");
            }
            String data = text.substring(members.dataStart, members.dataEnd);
            return new Valid(List.of(members.channel), data.getBytes(StandardCharsets.UTF_8));
        }

        /** Reads {@code {"channel": "…", "since": …, "limit": …}}, of which the last two may be missing. */
        public QueryRequest readHistory(byte[] body) {
            return readQuery(body, true);
        }

        /** Reads {@code {"channel": "…"}}. */
        public QueryRequest readChannel(byte[] body) {
            return readQuery(body, false);
        }

        private QueryRequest readQuery(byte[] body, boolean ranged) {
            String text = Utf8.decode(body);
            if (text == null) {
                return new QueryRequest.Refused("not UTF-8");
            }
            Params params = new Params();
            try {
                json.readObject(text, params);
            } catch (IOException notJson) {
                return new QueryRequest.Refused("not a JSON object");
            }
            if (params.repeated) {
                return new QueryRequest.Refused("a key twice");
            }
            if (params.channel == null) {
                return new QueryRequest.Refused("channel missing or not a string");
            }
            if (!isChannel(params.channel)) {
                return new QueryRequest.Refused("bad channel name");
            }
            String wrong = ranged ? params.wrongRange() : null;
            return wrong == null
                    ? new QueryRequest.Valid(params.channel, params.since, params.limit)
                    : new QueryRequest.Refused(wrong);
        }

        /** Whether a channel may have this name. */
        public boolean isChannel(String name) {
            return ChannelName.isValid(name, maxChannelBytes);
        }

        /** Whether these bytes, which another node has published, are data by the same rules. */
        public boolean isData(byte[] bytes) {
            String json = Utf8.decode(bytes);
            return json != null && isJson(json);
        }

        /** Checks what the host's own code publishes by the same rules. */
        public PublishRequest check(Collection<String> channels, String json) {
            byte[] data = Utf8.encode(json);
            if (data == null) {
                return new Refused("not UTF-8");
            }
            if (!channels.stream().allMatch(this::isChannel)) {
                return new Refused("bad channel name");
            }
            return isJson(json) ? new Valid(channels, data) : new Refused("not JSON");
        }

        private boolean isJson(String json) {
            try {
                dataJson.readValue(json);
                return true;
            } catch (IOException notJson) {
                return false;
            }
        }
    }
}
