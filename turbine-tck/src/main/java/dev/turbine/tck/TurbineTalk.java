package dev.turbine.tck;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;

/** Version 1 of Turbine's protocol: connects and subscribes with one command behind the other. */
public final class TurbineTalk implements Talk {
    private List<String> commands; // none once sent
    private int repliesLeft;

    /** A client that has a token and wants channels. */
    public TurbineTalk(String token, Collection<String> channels) {
        StringBuilder lines =
                new StringBuilder("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + token + "\"}}");
        for (String channel : channels) {
            lines.append("\n{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"" + channel + "\"}}");
        }
        commands = lines.toString().lines().toList();
        repliesLeft = commands.size();
    }

    @Override
    public void onOpen(Line line) {
        commands.forEach(line::send);
        commands = List.of();
    }

    @Override
    public boolean onText(ByteBuffer payload, Line line) {
        boolean reply = payload.get(payload.position() + 2) == 'i'; // {"id": and not {"method":
        if (!reply) {
            return true;
        }
        if (repliesLeft > 0) {
            String text = StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
            if (!text.contains("\"result\"")) {
                line.fail(text);
            } else if (--repliesLeft == 0) {
                line.ready();
            }
        }
        return false;
    }
}
