package dev.turbine.benchmark.crowd;

import dev.turbine.tck.Talk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** The least that serves: {@code subscribe <channel>}, answered by {@code ok}; a publication is a JSON object. */
public final class PlainTalk implements Talk {
    private final Collection<String> channels;
    private int repliesLeft;

    public PlainTalk(Collection<String> channels) {
        this.channels = channels;
        repliesLeft = channels.size();
    }

    @Override
    public void onOpen(Line line) {
        channels.forEach(channel -> line.send("subscribe " + channel));
        if (repliesLeft == 0) {
            line.ready();
        }
    }

    @Override
    public boolean onText(ByteBuffer payload, Line line) {
        if (payload.get(payload.position()) == '{') {
            return true;
        }
        String text = StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        if (!text.equals("ok")) {
            line.fail(text);
        } else if (--repliesLeft == 0) {
            line.ready();
        }
        return false;
    }
}
