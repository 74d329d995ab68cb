package dev.turbine.benchmark.crowd;

import dev.turbine.tck.Talk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;

/** Socket.IO 5 on Engine.IO 4: joins each room by an event {@code join}, which the server acknowledges. */
public final class SocketIoTalk implements Talk {
    private final Collection<String> channels;
    private int acknowledgementsLeft;

    public SocketIoTalk(Collection<String> channels) {
        this.channels = channels;
        acknowledgementsLeft = channels.size();
    }

    @Override
    public void onOpen(Line line) {} // The server speaks first.

    @Override
    public boolean onText(ByteBuffer payload, Line line) {
        int start = payload.position();
        if (payload.remaining() > 1 && payload.get(start) == '4' && payload.get(start + 1) == '2') { // an event
            return true;
        }
        String packet = StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        if (packet.equals("2")) { // a ping
            line.send("3");
        } else if (packet.startsWith("0")) { // Engine.IO is open
            line.send("40");
        } else if (packet.startsWith("40")) { // Socket.IO is, too
            join(line);
        } else if (packet.startsWith("43")) { // an acknowledgement
            acknowledgementsLeft--;
            readyIfJoined(line);
        } else {
            line.fail(packet);
        }
        return false;
    }

    private void join(Line line) {
        int id = 0;
        for (String channel : channels) {
            line.send("42" + id++ + "[\"join\",\"" + channel + "\"]");
        }
        readyIfJoined(line);
    }

    private void readyIfJoined(Line line) {
        if (acknowledgementsLeft == 0) {
            line.ready();
        }
    }
}
