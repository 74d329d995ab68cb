package dev.turbine.benchmark.crowd;

import dev.turbine.tck.Talk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** CometD's protocol, Bayeux. A server sends messages apart from replies, and a reply to each message by itself. */
public final class CometdTalk implements Talk {
    private static final Pattern CLIENT_ID = Pattern.compile("\"clientId\":\"([^\"]+)\"");

    private static final int META = 'm' << 24 | 'e' << 16 | 't' << 8 | 'a'; // as the bytes follow in a buffer

    private final String subscriptions;
    private String clientId = "";

    public CometdTalk(Collection<String> channels) {
        subscriptions = channels.stream()
                .map(channel -> "\"/" + channel.replace(':', '/') + "\"")
                .collect(Collectors.joining(",", "[", "]"));
    }

    @Override
    public void onOpen(Line line) {
        line.send(
                "[{\"channel\":\"/meta/handshake\",\"version\":\"1.0\",\"supportedConnectionTypes\":[\"websocket\"]}]");
    }

    @Override
    public boolean onText(ByteBuffer payload, Line line) {
        if (holdsMessages(payload)) {
            return true;
        }
        String reply = StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        if (!reply.contains("\"successful\":true")) {
            line.fail(reply);
        } else if (reply.contains("\"/meta/handshake\"")) {
            Matcher matcher = CLIENT_ID.matcher(reply);
            clientId = matcher.find() ? matcher.group(1) : "";
            connect(line);
            if (subscriptions.equals("[]")) {
                line.ready();
            } else {
                send(line, "/meta/subscribe", "\"subscription\":" + subscriptions);
            }
        } else if (reply.contains("\"/meta/subscribe\"")) {
            line.ready();
        } else if (reply.contains("\"/meta/connect\"")) {
            connect(line); // again and again, or the server takes the client for lost
        }
        return false;
    }

    /** Messages begin with their data or their channel; replies have no data, and channels below {@code /meta}. */
    private static boolean holdsMessages(ByteBuffer payload) {
        int key = payload.position() + 3;
        return payload.get(key) == 'd'
                || (payload.get(key) == 'c' && payload.get(key + 1) == 'h' && payload.getInt(key + 11) != META);
    }

    private void connect(Line line) {
        send(line, "/meta/connect", "\"connectionType\":\"websocket\"");
    }

    private void send(Line line, String channel, String more) {
        line.send("[{\"channel\":\"" + channel + "\",\"clientId\":\"" + clientId + "\"," + more + "}]");
    }
}
