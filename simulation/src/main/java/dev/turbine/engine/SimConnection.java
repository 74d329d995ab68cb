package dev.turbine.engine;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import dev.turbine.tck.check.Received;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A connection in the hand of the world: a write ends when the world says so, or never, and only then does its client have
 * what was written.
 */
final class SimConnection implements Connection {
    final String name;
    final SimNode node;
    private final SimClient client;
    private final SimWorld world;
    private Connection.@Nullable Listener listener;
    private @Nullable Completion writing;
    private List<Message> batch = List.of();
    private SimMoment sentAt;
    private @Nullable Disconnect closing;
    private boolean closed;
    private boolean demanded;
    /** Whether the client reads nothing at the moment. */
    boolean stalled;

    SimConnection(String name, SimNode node, SimClient client, SimWorld world) {
        this.name = name;
        this.node = node;
        this.client = client;
        this.world = world;
        this.sentAt = world.moment();
    }

    void open() {
        world.opened(this);
        listener = node.node.open(this);
    }

    boolean mayBeWritten() {
        return demanded && closing == null && !closed;
    }

    void command(String frame) {
        demanded = false;
        if (listener != null) {
            listener.onMessage(frame.getBytes(StandardCharsets.UTF_8), Message.Kind.TEXT);
        }
    }

    boolean isBusy() {
        return writing != null || closing != null && !closed;
    }

    /** The socket takes what is written, or the peer answers the close frame. */
    void step() {
        if (writing != null) {
            finish(null);
        } else if (closing != null && !closed && listener != null) {
            closed = true;
            world.gone(this);
            listener.onClosed(closing);
        }
    }

    private void finish(@Nullable Throwable failure) {
        Completion done = writing;
        List<Message> written = batch;
        writing = null;
        batch = List.of();
        if (failure == null) {
            written.forEach(message -> client.receive(this, new Received(message.text()), sentAt));
        }
        if (done != null) {
            done.done(failure);
        }
    }

    /** Whatever happens to it from now on is somebody else's doing. */
    void excuse() {
        excuse(Disconnect.ABNORMAL.code());
    }

    void excuse(int code) {
        client.excuse(this, code);
    }

    /** Its node shuts down, and has applied all that it had accepted. */
    void drain() {
        client.drained(this);
    }

    /** The connection is gone, from whichever side; the node hears of it unless it is dead itself. */
    void cut() {
        if (closed) {
            return;
        }
        closed = true;
        world.gone(this);
        client.lost(this);
        if (!node.down && listener != null) {
            if (writing != null) {
                finish(new IllegalStateException("broken pipe"));
            }
            listener.onClosed(closing == null ? Disconnect.ABNORMAL : closing);
        }
    }

    @Override
    public void send(Batch batch, Completion done) {
        check(writing == null, "a second batch in flight");
        check(closing == null, "a batch after the close frame");
        this.batch = batch;
        this.writing = done;
        this.sentAt = world.moment();
        if (closed) {
            finish(new IllegalStateException("broken pipe"));
        } else if (!stalled && world.random.nextInt(3) == 0) {
            finish(null); // within the call, as sockets with room do
        }
    }

    @Override
    public void close(Disconnect disconnect) {
        check(writing == null, "a close frame before what was written before");
        check(closing == null, "a second close frame");
        closing = disconnect;
        client.closed(this, disconnect.code(), world.moment());
    }

    @Override
    public void abort() {
        // It took nothing for so long that not even a close frame got through; or the shard itself has slept for so
        // long.
        if (writing != null || world.config.jumps() || world.config.slow()) {
            excuse();
        }
        cut();
    }

    @Override
    public void ping() {
        if (!closed && listener != null) {
            listener.onPong();
        }
    }

    @Override
    public void demand() {
        check(!demanded, "a second demand");
        demanded = true;
    }

    @Override
    public String remoteAddress() {
        return "192.0.2.1:1";
    }

    private void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise + " on " + name);
        }
    }
}
