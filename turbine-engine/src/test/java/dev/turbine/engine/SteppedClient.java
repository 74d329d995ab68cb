package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A client and the connection to it, in the hand of a test; judges every frame that it is sent. */
final class SteppedClient implements Connection {
    private static final Pattern PUBLICATION =
            Pattern.compile("\\{\"method\":\"publication\",\"params\":\\{\"channel\":\"(\\w+)\",\"data\":(\\d+)}}");
    private static final Pattern REPLY = Pattern.compile("\\{\"id\":(\\d+),\"(result|error)\":.*}");

    private record Sent(String method, String channel) {}

    /**
     * What a client knows of a channel.
     *
     * @param newest the newest publication it received; 0 for none yet
     * @param from the newest one published when it was told {@code subscribed}: whatever comes after that must arrive
     */
    private record Position(long newest, long from) {
        /** Whether {@code number} may come next if nothing is ever dropped. */
        boolean isFollowedBy(long number) {
            return newest == 0 ? number <= from + 1 : number == newest + 1;
        }
    }

    private final SteppedNode world;
    private final long expiresAtMillis;
    private final Map<Long, Sent> commands = new HashMap<>();
    /** Channels subscribed to, by what the client has been told. */
    private final Map<String, Position> subscribed = new HashMap<>();

    private Connection.@Nullable Listener listener;
    private @Nullable Completion completion;
    private List<Message> batch = List.of();
    private boolean demanded;
    private boolean connected;
    private boolean closeRequested;
    private boolean closed;
    private boolean broken;
    private long nextId = 1;
    private long nextReply = 1;
    long received;

    SteppedClient(SteppedNode world, long expiresAtMillis) {
        this.world = world;
        this.expiresAtMillis = expiresAtMillis;
    }

    void open() {
        listener = world.node.open(this);
    }

    long expiresAtMillis() {
        return expiresAtMillis;
    }

    boolean isConnected() {
        return connected;
    }

    boolean isClosed() {
        return closed;
    }

    boolean isWriting() {
        return completion != null;
    }

    /** Sends a command if one is asked for. */
    void command(String method, String channel) {
        if (!demanded || closed || listener == null) {
            return;
        }
        demanded = false;
        long id = nextId++;
        commands.put(id, new Sent(method, channel));
        String params = method.equals("connect")
                ? "{\"token\":\"" + expiresAtMillis + "\"}"
                : "{\"channel\":\"" + channel + "\"}";
        String frame = "{\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}";
        listener.onMessage(frame.getBytes(StandardCharsets.UTF_8), Message.Kind.TEXT);
    }

    void pong() {
        if (!closed && listener != null) {
            listener.onPong();
        }
    }

    /** Ends the write that is in flight, if there is one: only what is written reaches the client. */
    void finishWrite(boolean ok) {
        Completion done = completion;
        if (done == null) {
            return;
        }
        List<Message> written = new ArrayList<>(batch);
        completion = null;
        broken |= !ok;
        if (ok) {
            written.forEach(message -> receive(message.text()));
        }
        done.done(ok ? null : new IllegalStateException("broken pipe"));
        done.done(null); // a second call must do nothing
    }

    /** The connection goes, from whichever side. */
    void vanish() {
        if (!closed && listener != null) {
            closed = true;
            finishWrite(false);
            listener.onClosed(Disconnect.ABNORMAL);
        }
    }

    /** Whether it was told to close, or a write to it has failed: then it is owed nothing more. */
    boolean isEnding() {
        return closed || closeRequested || broken;
    }

    @Override
    public void send(Batch batch, Completion done) {
        assertThat(completion).as("one batch in flight").isNull();
        assertThat(closeRequested).as("nothing after the close frame").isFalse();
        boolean holdsPublication =
                batch.stream().anyMatch(m -> PUBLICATION.matcher(m.text()).matches());
        if (holdsPublication) {
            assertThat(world.clock.epochMillis())
                    .as("no publication after expiry")
                    .isLessThan(expiresAtMillis);
        }
        this.batch = batch;
        this.completion = done;
        if (closed) {
            finishWrite(false);
        } else if (world.random.nextInt(3) == 0) {
            finishWrite(true); // completes within the call, as sockets with room do
        }
    }

    private void receive(String frame) {
        Matcher publication = PUBLICATION.matcher(frame);
        if (publication.matches()) {
            publication(publication.group(1), Long.parseLong(publication.group(2)));
            return;
        }
        Matcher reply = REPLY.matcher(frame);
        assertThat(reply.matches()).as(frame).isTrue();
        long id = Long.parseLong(reply.group(1));
        assertThat(id).as("replies in order of the commands").isEqualTo(nextReply++);
        Sent command = commands.remove(id);
        assertThat(command).isNotNull();
        connected |= reply.group(2).equals("result") && command.method.equals("connect");
        if (reply.group(2).equals("result") && command.method.equals("subscribe")) {
            subscribed.putIfAbsent(command.channel, new Position(0, world.published(command.channel)));
        } else if (reply.group(2).equals("result") && command.method.equals("unsubscribe")) {
            subscribed.remove(command.channel);
        }
    }

    private void publication(String channel, long number) {
        Position position = subscribed.get(channel);
        assertThat(position)
                .as("a publication only while subscribed to " + channel)
                .isNotNull();
        assertThat(number).as("order, and nothing twice, on " + channel).isGreaterThan(position.newest);
        if (world.isLossless()) {
            assertThat(position.isFollowedBy(number))
                    .as("nothing missing on " + channel + " between " + position + " and " + number)
                    .isTrue();
        }
        subscribed.put(channel, new Position(number, position.from));
        received++;
    }

    /** Once everything has arrived: nothing is missing at the end either. */
    void checkComplete() {
        subscribed.forEach((channel, position) -> assertThat(world.published(channel))
                .as("the last of " + channel)
                .isEqualTo(Math.max(position.newest, position.from)));
    }

    @Override
    public void ping() {
        assertThat(closeRequested).isFalse();
    }

    @Override
    public void demand() {
        assertThat(demanded).as("one demand at a time").isFalse();
        demanded = true;
    }

    @Override
    public void close(Disconnect disconnect) {
        assertThat(closeRequested).as("one close").isFalse();
        assertThat(completion).as("close behind the writes").isNull();
        closeRequested = true;
    }

    @Override
    public void abort() {
        vanish();
    }

    @Override
    public String remoteAddress() {
        return "192.0.2.1:1";
    }
}
