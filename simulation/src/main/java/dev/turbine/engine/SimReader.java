package dev.turbine.engine;

import dev.turbine.api.Limit;
import dev.turbine.api.Position;
import dev.turbine.tck.check.Event;
import dev.turbine.tck.check.Payload;
import dev.turbine.tck.check.Received;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How a client reads histories: page after page, from the oldest there is, from where it was, from long ago, or from where others are. */
final class SimReader {
    private static final int MOST = 12;
    private static final int LONG_AGO = 8;
    private static final int POSITION_LOST = 410;
    private static final Pattern PLACED = Pattern.compile("\\{\"offset\":(\\d+),\"data\":(\\{[^}]*})}");

    private final SimWorld world;
    private final Map<String, Position> next = new HashMap<>(); // by channel

    SimReader(SimWorld world) {
        this.world = world;
    }

    String anyChannel() {
        return SimConfig.HISTORIES.get(world.random.nextInt(SimConfig.HISTORIES.size()));
    }

    /**
     * What to ask for next.
     *
     * @param position where the client is by what it was sent
     */
    SimCommand ask(String channel, @Nullable Position position) {
        Position since = switch (world.random.nextInt(6)) {
            case 0 -> null;
            case 1 -> position;
            case 2 -> longAgo(position);
            case 3 -> world.read.get(channel);
            default -> next.get(channel);
        };
        return SimCommand.history(channel, since, 1 + world.random.nextInt(MOST));
    }

    private @Nullable Position longAgo(@Nullable Position position) {
        return position == null
                ? null
                : new Position(position.epoch(), Math.max(0, position.offset() - world.random.nextInt(LONG_AGO)));
    }

    /** The answer has come. Returns where to read on, or to subscribe from; null if that is nowhere. */
    @Nullable
    Position take(String connection, SimCommand command, Received frame, SimMoment sentAt) {
        String channel = command.channel();
        next.remove(channel);
        if (frame.isError()) {
            world.lostPages += frame.number("code") == POSITION_LOST ? 1 : 0;
            return null;
        }
        Position top = frame.position();
        if (top == null) {
            throw new IllegalStateException("a page without a position: " + frame);
        }
        List<Event.Placed> publications = new ArrayList<>();
        for (Matcher one = PLACED.matcher(frame.text()); one.find(); ) {
            Payload payload = Payload.read(channel, one.group(2));
            publications.add(new Event.Placed(Long.parseLong(one.group(1)), payload.id(), payload.intact()));
        }
        world.pages++;
        world.journal.add(new Event.Page(
                sentAt.tick(),
                connection,
                channel,
                follows(command, top),
                top,
                publications.size()
                        >= Math.min(command.limit(), world.config.limits().get(Limit.HISTORY_PAGE)),
                publications));
        long end = publications.isEmpty()
                ? top.offset()
                : publications.get(publications.size() - 1).offset();
        next.put(channel, new Position(top.epoch(), end));
        world.read.put(channel, top);
        return next.get(channel);
    }

    /** Where nothing goes, the oldest is the first. */
    private @Nullable Position follows(SimCommand command, Position top) {
        boolean fromTheFirst = command.asked() == null && !world.config.trimmed();
        return fromTheFirst ? new Position(top.epoch(), 0) : command.asked();
    }
}
