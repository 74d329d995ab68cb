package dev.turbine.benchmark.crowd;

import dev.turbine.tck.Talk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Centrifugo's protocol in JSON. The server may put several lines into a frame: replies, pushes and pings. */
public final class CentrifugoTalk implements Talk {
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;

    private final String token;
    private final Collection<String> channels;
    private int repliesLeft;

    public CentrifugoTalk(String token, Collection<String> channels) {
        this.token = token;
        this.channels = channels;
        repliesLeft = 1 + channels.size();
    }

    @Override
    public void onOpen(Line line) {
        line.send("{\"id\":1,\"connect\":{\"token\":\"" + token + "\"}}");
    }

    @Override
    public boolean onText(ByteBuffer payload, Line line) {
        boolean pushes = false;
        int end;
        for (int start = payload.position(); start < payload.limit(); start = end + 1) {
            end = lineEnd(payload, start);
            if (end - start > 2 && payload.get(start + 2) == 'p') { // {"push"
                pushes = true;
            } else {
                onReply(decode(payload, start, end), line);
            }
        }
        return pushes;
    }

    private void onReply(String reply, Line line) {
        if (reply.equals("{}")) { // a ping
            line.send("{}");
        } else if (reply.contains("\"error\":")) {
            line.fail(reply);
        } else if (reply.startsWith("{\"id\":")) {
            repliesLeft--;
            if (reply.contains("\"connect\":")) {
                subscribe(line);
            }
            if (repliesLeft == 0) {
                line.ready();
            }
        }
    }

    private void subscribe(Line line) {
        int id = 2;
        for (String channel : channels) {
            line.send("{\"id\":" + id++ + ",\"subscribe\":{\"channel\":\"" + channel + "\"}}");
        }
    }

    /** Looks at eight bytes at a time: an unanswered ping ends a connection, so no line may be passed over. */
    private static int lineEnd(ByteBuffer payload, int start) {
        int end = start;
        for (; end + Long.BYTES <= payload.limit(); end += Long.BYTES) {
            long zeroIfNewline = payload.getLong(end) ^ ('\n' * ONES);
            if (((zeroIfNewline - ONES) & ~zeroIfNewline & HIGHS) != 0) {
                break;
            }
        }
        while (end < payload.limit() && payload.get(end) != '\n') {
            end++;
        }
        return end;
    }

    private static String decode(ByteBuffer payload, int start, int end) {
        byte[] bytes = new byte[end - start];
        payload.get(start, bytes);
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
