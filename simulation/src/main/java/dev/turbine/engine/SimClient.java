package dev.turbine.engine;

import dev.turbine.api.Disconnect;
import dev.turbine.api.Position;
import dev.turbine.tck.check.Event;
import dev.turbine.tck.check.Payload;
import dev.turbine.tck.check.Received;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * A client over all of its connections: it knows what it wants, remembers where it was, and comes back to any node that
 * lives. It writes down what it sees and judges nothing.
 */
final class SimClient {
    private static final int POSITION_LOST = 4004;
    private static final int NOT_GRANTED = 4505;
    private static final int INVALID_TOKEN = 4500;

    final String name;
    private final SimWorld world;
    private final Map<String, SimWish> wishes = new LinkedHashMap<>();
    private final Queue<SimCommand> sent = new ArrayDeque<>();
    private final SimReader reader;
    private @Nullable SimConnection connection;
    private int connections;
    private long commands;
    private boolean identified;
    private long expiresAt;
    private boolean expired;
    private List<String> granted = SimConfig.CHANNELS;

    SimClient(String name, SimWorld world, List<String> channels) {
        this.name = name;
        this.world = world;
        this.reader = new SimReader(world);
        channels.forEach(channel -> wishes.put(channel, new SimWish()));
    }

    @Nullable
    SimConnection connection() {
        return connection;
    }

    // What it does

    /** Connects, or sends a command: what is missing, or anything. */
    void step() {
        SimConnection open = connection;
        if (open == null) {
            SimNode node = world.anyNode();
            if (!node.node.isDraining() || world.random.nextInt(8) == 0) { // else it is refused before it is one
                connect(node);
            }
        } else if (open.mayBeWritten()) {
            if (!identified) {
                identify(open);
            } else if (world.config.pages() && world.random.nextInt(3) == 0) {
                read(open, reader.anyChannel());
            } else if (!subscribeToWhatIsMissing(open)) {
                doAnything(open);
            }
        }
    }

    /** Goes on until it has what it wants. False if it has. */
    boolean settle() {
        SimConnection open = connection;
        if (open == null) {
            SimNode node = world.anyNode();
            if (!node.node.isDraining()) {
                connect(node);
            }
            return connection != null;
        }
        if (open.mayBeWritten()) {
            if (!identified) {
                identify(open);
                return true;
            }
            return subscribeToWhatIsMissing(open);
        }
        return false;
    }

    boolean hasWhatItWants() {
        return connection != null
                && sent.isEmpty()
                && wishes.entrySet().stream().allMatch(e -> e.getValue().subscribed || !granted.contains(e.getKey()));
    }

    private void connect(SimNode node) {
        SimConnection opened = new SimConnection(name + "/" + ++connections, node, this, world);
        connection = opened;
        identified = false;
        expired = false;
        expiresAt = Long.MAX_VALUE;
        granted = SimConfig.CHANNELS;
        sent.clear();
        for (SimWish wish : wishes.values()) {
            wish.subscribed = false;
            wish.asked = 0;
            wish.leaving = 0;
        }
        world.journal.add(new Event.Opened(world.moment().tick(), opened.name, name, node.name));
        if (world.config.crowded()) {
            excuse(opened, Disconnect.SLOW_CONSUMER.code());
        }
        if (node.node.isDraining()) {
            excuse(opened, Disconnect.SHUTTING_DOWN.code());
            excuse(opened, Disconnect.ABNORMAL.code());
        }
        opened.open();
    }

    private void identify(SimConnection open) {
        identified = true;
        long expiry = world.expiry();
        granted = SimConfig.CHANNELS;
        send(open, new SimCommand("connect", "", null, 0, expiry, granted), token(expiry));
    }

    private boolean subscribeToWhatIsMissing(SimConnection open) {
        for (Map.Entry<String, SimWish> entry : wishes.entrySet()) {
            SimWish wish = entry.getValue();
            boolean free = !wish.subscribed && wish.asked == 0 && wish.leaving == 0;
            boolean again = wish.refusedAt < world.clock.epochMillis();
            if (free && again && granted.contains(entry.getKey())) {
                boolean fresh = world.random.nextInt(10) == 0;
                subscribe(open, entry.getKey(), wish, fresh ? null : wish.position);
                return true;
            }
        }
        return false;
    }

    private void subscribe(SimConnection open, String channel, SimWish wish, @Nullable Position from) {
        wish.asked++;
        SimCommand command = SimCommand.of("subscribe", channel, from);
        send(open, command, "\"channel\":\"" + channel + "\"" + command.position("recover"));
    }

    private void doAnything(SimConnection open) {
        List<String> channels = new ArrayList<>(wishes.keySet());
        String channel = channels.get(world.random.nextInt(channels.size()));
        SimWish wish = wishes.get(channel);
        int what = world.random.nextInt(20);
        if (what < 4 && wish != null) {
            wish.leaving++;
            send(open, SimCommand.of("unsubscribe", channel, null), "\"channel\":\"" + channel + "\"");
        } else if (what == 4 && wish != null) {
            subscribe(open, channel, wish, null); // once more, or as the first thing of many
        } else if (what == 5) {
            refresh(open);
        } else if (what == 6) {
            send(open, SimCommand.of("ping", "", null), "");
        } else if (what == 7 && world.config.hasPresence(channel)) {
            send(open, SimCommand.of("presence", channel, null), "\"channel\":\"" + channel + "\"");
        }
    }

    /** Of a channel that it need not want. */
    private void read(SimConnection open, String channel) {
        SimWish wish = wishes.get(channel);
        SimCommand command = reader.ask(channel, wish == null ? null : wish.position);
        String since = command.position("since");
        send(open, command, "\"channel\":\"" + channel + "\",\"limit\":" + command.limit() + since);
    }

    /** With a token that lasts longer, and may grant less. */
    private void refresh(SimConnection open) {
        if (expiresAt == Long.MAX_VALUE) {
            return; // it has not been told that it is in
        }
        long expiry = Math.max(expiresAt, world.expiry());
        List<String> less = world.random.nextInt(3) == 0 ? granted.subList(1, granted.size()) : granted;
        if (less.size() < granted.size()) {
            excuse(open, NOT_GRANTED);
            granted = less;
        }
        send(open, new SimCommand("refresh", "", null, 0, expiry, granted), token(expiry));
    }

    private String token(long expiry) {
        return "\"token\":\"" + SimNode.token(name, expiry, granted) + "\"";
    }

    private void send(SimConnection open, SimCommand command, String params) {
        sent.add(command);
        commands++;
        if (world.trace != null) {
            world.trace.accept(open.name + " > " + commands + " " + command.method() + " " + params);
        }
        open.command("{\"id\":" + commands + ",\"method\":\"" + command.method() + "\",\"params\":{" + params + "}}");
    }

    // What it sees

    void receive(SimConnection from, Received frame, SimMoment sentAt) {
        if (from != connection) {
            return;
        }
        if (world.trace != null) {
            world.trace.accept(from.name + " < " + frame.text());
        }
        noteExpiry(from, sentAt);
        if (frame.isReply()) {
            reply(from, frame, sentAt);
        } else if (frame.isPush("publication")) {
            publication(from, frame, sentAt);
        } else if (frame.isPush("join") || frame.isPush("leave")) {
            presence(from, frame, sentAt);
        } else if (frame.isPush("unsubscribed")) {
            ended(from, frame.word("channel"), (int) frame.number("code"), sentAt);
        } else {
            throw new IllegalStateException("not understood by " + from.name + ": " + frame);
        }
    }

    /** While a refresh is under way it cannot know: the token may have another end by now. */
    private void noteExpiry(SimConnection on, SimMoment moment) {
        boolean refreshing = sent.stream().anyMatch(command -> command.method().equals("refresh"));
        if (!expired && !refreshing && moment.millis() >= expiresAt) {
            expired = true;
            world.journal.add(new Event.Expired(moment.tick(), on.name));
        }
    }

    private void reply(SimConnection from, Received frame, SimMoment sentAt) {
        SimCommand command = sent.remove();
        if (frame.number("id") != commands - sent.size()) {
            throw new IllegalStateException("replies out of order on " + from.name + ": " + frame);
        }
        SimWish wish = wishes.get(command.channel());
        switch (command.method()) {
            case "connect" -> {
                if (frame.isError()) { // the token ran out while it was verified
                    identified = false;
                    excuse(from, INVALID_TOKEN);
                } else {
                    expiresAt = command.expiresAt();
                }
            }
            case "refresh" -> {
                if (frame.isError()) {
                    excuse(from, INVALID_TOKEN);
                } else {
                    expiresAt = command.expiresAt();
                    expired = false;
                    world.journal.add(new Event.Refreshed(sentAt.tick(), from.name));
                    leaveAllBut(command.granted(), from, sentAt);
                }
            }
            case "subscribe" -> {
                if (wish != null) {
                    wish.asked--;
                    if (frame.isError()) {
                        wish.refusedAt = world.clock.epochMillis();
                    } else {
                        subscribed(from, command, wish, frame, sentAt);
                    }
                }
            }
            case "unsubscribe" -> {
                if (wish != null) {
                    wish.leaving--;
                    ended(from, command.channel(), 0, sentAt);
                }
            }
            case "history" -> {
                Position read = reader.take(from.name, command, frame, sentAt);
                if (read != null && wish != null && !wish.subscribed && world.random.nextBoolean()) {
                    wish.position = read;
                }
            }
            default -> {}
        }
    }

    private void subscribed(SimConnection from, SimCommand command, SimWish wish, Received frame, SimMoment sentAt) {
        Position position = frame.position();
        boolean placed = world.config.kind(command.channel()).hasHistory();
        if (placed && position == null && wish.leaving > 0) {
            return; // it has left before the subscription had a place: nothing began
        }
        boolean recovered = frame.truth("recovered");
        world.journal.add(new Event.Subscribed(
                sentAt.tick(), from.name, command.channel(), command.asked(), position, recovered));
        if (!wish.subscribed) {
            wish.subscribed = true;
            wish.presence.clear();
            wish.position = recovered ? command.asked() : position;
        }
    }

    private void publication(SimConnection from, Received frame, SimMoment sentAt) {
        String channel = frame.word("channel");
        Payload payload = Payload.read(channel, frame.data());
        boolean placed = world.config.kind(channel).hasHistory();
        long offset = placed ? frame.number("offset") : 0;
        world.journal.add(
                new Event.Received(sentAt.tick(), from.name, channel, offset, payload.id(), payload.intact()));
        SimWish wish = wishes.get(channel);
        if (wish != null && wish.subscribed && wish.position != null && offset > 0) {
            wish.position = new Position(wish.position.epoch(), offset);
        }
    }

    private void presence(SimConnection from, Received frame, SimMoment sentAt) {
        String channel = frame.word("channel");
        String who = frame.word("client");
        boolean there = frame.isPush("join");
        world.announced++;
        if (!world.config.crowded()) { // else some may be dropped
            world.journal.add(new Event.Presence(sentAt.tick(), from.name, channel, who, there));
        }
        SimWish wish = wishes.get(channel);
        if (wish != null) {
            wish.presence.changed(who, frame.word("user"), there);
        }
    }

    /** Whether what it was told of who comes and goes is what is so. */
    boolean knows(String channel, Map<String, String> present) {
        SimWish wish = wishes.get(channel);
        return wish == null || !wish.subscribed || wish.presence.agrees(name, present);
    }

    private void ended(SimConnection from, String channel, int code, SimMoment sentAt) {
        world.journal.add(new Event.Unsubscribed(sentAt.tick(), from.name, channel, code));
        SimWish wish = wishes.get(channel);
        if (wish != null) {
            wish.subscribed = false;
            if (code == POSITION_LOST && world.random.nextBoolean()) {
                wish.position = null;
            }
        }
    }

    /** Of what it is not granted any more nothing may come, whether or not it was told. */
    private void leaveAllBut(List<String> granted, SimConnection from, SimMoment sentAt) {
        wishes.forEach((channel, wish) -> {
            if (wish.subscribed && !granted.contains(channel)) {
                ended(from, channel, 0, sentAt);
            }
        });
    }

    /** It may be ended with that code. */
    void excuse(SimConnection on, int code) {
        world.journal.add(new Event.Excused(world.moment().tick(), on.name, code));
    }

    void drained(SimConnection on) {
        world.journal.add(new Event.Drained(world.moment().tick(), on.name));
    }

    /** A close frame has come. */
    void closed(SimConnection from, int code, SimMoment moment) {
        if (from == connection) {
            sent.forEach(command -> giveUp(from, command, moment));
            sent.clear();
            noteExpiry(from, moment);
            world.journal.add(new Event.Closed(moment.tick(), from.name, code));
            connection = null;
        }
    }

    /** What it wanted no more may have ended, though no reply has said so. */
    private void giveUp(SimConnection from, SimCommand command, SimMoment moment) {
        if (command.method().equals("unsubscribe")) {
            ended(from, command.channel(), 0, moment);
        } else if (command.method().equals("refresh")) {
            leaveAllBut(command.granted(), from, moment);
        }
    }

    /** The connection has gone without a close frame. */
    void lost(SimConnection from) {
        closed(from, 1006, world.moment());
    }

    /** All has arrived that will. */
    void end() {
        if (connection != null) {
            world.journal.add(new Event.Ended(world.moment().tick(), connection.name));
        }
    }
}
