package dev.turbine.benchmark.crowd;

import dev.turbine.tck.Talk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** STOMP 1.2 without heart-beats: asks for a receipt of every subscription. */
public final class StompTalk implements Talk {
    private final Collection<String> channels;
    private int receiptsLeft;

    public StompTalk(Collection<String> channels) {
        this.channels = channels;
        receiptsLeft = channels.size();
    }

    @Override
    public void onOpen(Line line) {
        line.send("CONNECT\naccept-version:1.2\nhost:127.0.0.1\nheart-beat:0,0\n\n\0");
    }

    @Override
    public boolean onText(ByteBuffer payload, Line line) {
        if (payload.get(payload.position()) == 'M') { // MESSAGE
            return true;
        }
        String frame = StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        if (frame.startsWith("CONNECTED\n")) {
            subscribe(line);
        } else if (frame.startsWith("RECEIPT\n")) {
            receiptsLeft--;
        } else {
            line.fail(frame);
            return false;
        }
        if (receiptsLeft == 0) {
            line.ready();
        }
        return false;
    }

    private void subscribe(Line line) {
        int id = 0;
        for (String channel : channels) {
            line.send("SUBSCRIBE\nid:" + id + "\nreceipt:" + id + "\ndestination:/topic/" + channel + "\n\n\0");
            id++;
        }
    }
}
