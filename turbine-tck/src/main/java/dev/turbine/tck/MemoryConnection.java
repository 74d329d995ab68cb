package dev.turbine.tck;

import static java.util.Objects.requireNonNull;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import dev.turbine.spi.TransportLimits;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Both directions of a connection in memory. Everything but the queue to the client happens on its strand, so that calls
 * of the listener come one after another, and never within a call of the engine's.
 */
final class MemoryConnection implements Connection {
    /** Ends the queue to the client. */
    static final Frame END = new Frame(0, false, 0, 1, new byte[0]);

    private final String remoteAddress;
    private final Strand strand;
    private final TransportLimits limits;
    private final Collection<String> violations;
    private final AtomicBoolean inFlight = new AtomicBoolean();
    private final BlockingQueue<Frame> toClient = new LinkedBlockingQueue<>();
    private volatile boolean ended;

    // Touched on the strand alone.
    private final Deque<Write> outbound = new ArrayDeque<>();
    private final Deque<Frame> inbound = new ArrayDeque<>();
    private @Nullable Listener listener;
    private @Nullable Disconnect closeSent;
    private int demand;
    private boolean held;

    MemoryConnection(String remoteAddress, Strand strand, TransportLimits limits, Collection<String> violations) {
        this.remoteAddress = remoteAddress;
        this.strand = strand;
        this.limits = limits;
        this.violations = violations;
    }

    /** Frames that leave in one write. */
    private record Write(List<Frame> frames, @Nullable Completion done) {}

    void open(Function<Connection, Listener> open) {
        strand.execute(() -> listener = open.apply(this));
    }

    @Override
    public void send(Batch batch, Completion done) {
        if (batch.isEmpty()) {
            violations.add("an empty batch was sent");
        }
        if (inFlight.getAndSet(true)) {
            violations.add("a batch was sent while another was in flight");
        }
        List<Frame> frames = batch.stream().map(MemoryConnection::frame).toList();
        write(new Write(frames, done));
    }

    @Override
    public void ping() {
        write(new Write(List.of(Frame.of(Frame.FIN | Frame.PING, new byte[0])), null));
    }

    @Override
    public void close(Disconnect disconnect) {
        write(new Write(List.of(Frame.close(disconnect.code(), disconnect.reason())), null));
    }

    @Override
    public void demand() {
        strand.execute(() -> {
            demand++;
            readInbound();
        });
    }

    @Override
    public void abort() {
        strand.execute(() -> end(Disconnect.ABNORMAL));
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }

    /** Takes what the client sends. */
    void receive(Frame frame) {
        strand.execute(() -> {
            inbound.add(frame);
            readInbound();
        });
    }

    /** Whether writes stay where they are. */
    void hold(boolean hold) {
        strand.execute(() -> {
            held = hold;
            writeOutbound();
        });
    }

    boolean ended() {
        return ended;
    }

    @Nullable
    Frame poll(long nanos) throws InterruptedException {
        return toClient.poll(nanos, TimeUnit.NANOSECONDS);
    }

    private void write(Write write) {
        strand.execute(() -> {
            outbound.add(write);
            writeOutbound();
        });
    }

    private void writeOutbound() {
        while (!held && !outbound.isEmpty()) {
            Write write = outbound.remove();
            for (Frame frame : write.frames()) {
                if (!ended && closeSent == null) {
                    toClient.add(frame);
                    closeSent = frame.opcode() == Frame.CLOSE ? frame.disconnect() : null;
                }
            }
            complete(write, ended ? new IllegalStateException("connection has ended") : null);
        }
    }

    private void complete(Write write, @Nullable Throwable failure) {
        Completion done = write.done();
        if (done != null) {
            inFlight.set(false);
            done.done(failure);
        }
    }

    private void readInbound() {
        while (!ended && !inbound.isEmpty()) {
            Frame frame = inbound.element();
            boolean message = frame.opcode() == Frame.TEXT || frame.opcode() == Frame.BINARY;
            boolean tooBig = frame.payload().length > limits.messageBytes();
            if (message && !tooBig && demand == 0) {
                return;
            }
            inbound.remove();
            if (message && tooBig) {
                refuse(Disconnect.TOO_BIG);
            } else if (message) {
                demand--;
                Message.Kind kind = frame.opcode() == Frame.TEXT ? Message.Kind.TEXT : Message.Kind.BINARY;
                listener().onMessage(frame.payload().clone(), kind);
            } else if (frame.opcode() == Frame.PONG) {
                listener().onPong();
            } else if (frame.opcode() == Frame.CLOSE) {
                refuse(closeSent != null ? closeSent : frame.disconnect());
            } else if (frame == END) {
                end(Disconnect.ABNORMAL);
            }
        }
    }

    /** Ends with a close frame, which goes ahead of what is held. */
    private void refuse(Disconnect disconnect) {
        if (closeSent == null) {
            toClient.add(Frame.close(disconnect.code() == 1005 ? 1000 : disconnect.code(), disconnect.reason()));
        }
        end(disconnect);
    }

    private void end(Disconnect disconnect) {
        if (ended) {
            return;
        }
        ended = true;
        toClient.add(END);
        held = false;
        writeOutbound();
        listener().onClosed(disconnect);
    }

    private Listener listener() {
        return requireNonNull(listener);
    }

    private static Frame frame(Message message) {
        byte[] payload = new byte[message.size()];
        message.buffer().get(payload);
        int opcode = message.kind() == Message.Kind.TEXT ? Frame.TEXT : Frame.BINARY;
        return Frame.of(Frame.FIN | opcode, payload);
    }
}
