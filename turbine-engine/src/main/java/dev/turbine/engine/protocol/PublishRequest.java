package dev.turbine.engine.protocol;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

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

        /** Reads {@code {"channel": "…", "since": …, "limit": …}}, of which the last two may be missing; null if it is not. */
        public @Nullable HistoryRequest readHistory(byte[] body) {
            Params params = readParams(body);
            String channel = channel(params);
            return channel == null || params.badRange ? null : new HistoryRequest(channel, params.since, params.limit);
        }

        /** Reads {@code {"channel": "…"}}; null if it is not. */
        public @Nullable String readChannel(byte[] body) {
            return channel(readParams(body));
        }

        /** Without any that is set, if the body is no object of JSON. */
        private Params readParams(byte[] body) {
            String text = Utf8.decode(body);
            Params params = new Params();
            try {
                if (text != null) {
                    json.readObject(text, params);
                }
                return params;
            } catch (IOException notJson) {
                return new Params();
            }
        }

        private @Nullable String channel(Params params) {
            String channel = params.channel;
            return params.repeated || channel == null || !isChannel(channel) ? null : channel;
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
