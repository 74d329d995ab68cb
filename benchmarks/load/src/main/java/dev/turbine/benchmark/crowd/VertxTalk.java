package dev.turbine.benchmark.crowd;

import dev.turbine.tck.Talk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/**
 * The protocol of Vert.x's event bus bridge. A bridge does not answer a registration, but takes one message after the other;
 * so the client then sends to the address {@code ready} and waits for the reply.
 */
public final class VertxTalk implements Talk {
    private static final String READY = "{\"type\":\"rec\",\"address\":\"reply\"";

    private final Collection<String> channels;
    private boolean ready;

    public VertxTalk(Collection<String> channels) {
        this.channels = channels;
    }

    @Override
    public void onOpen(Line line) {
        channels.forEach(channel -> line.send("{\"type\":\"register\",\"address\":\"" + channel + "\"}"));
        line.send("{\"type\":\"send\",\"address\":\"ready\",\"replyAddress\":\"reply\",\"body\":\"\"}");
    }

    @Override
    public boolean onText(ByteBuffer payload, Line line) {
        boolean received = payload.get(payload.position() + 9) == 'r'; // {"type":"rec" and not {"type":"err"
        if (ready && received) {
            return true;
        }
        String text = StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        if (!received) {
            line.fail(text);
            return false;
        }
        if (!text.startsWith(READY)) {
            return true;
        }
        ready = true;
        line.ready();
        return false;
    }
}
