package dev.turbine.tck;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/** One client of a {@link Swarm}; everything happens on the swarm's thread. */
final class SwarmSession implements Talk.Line {
    private static final byte[] NO_BYTES = {};
    private static final int SLOW_BUFFER = 16 << 10; // so that the system does not read in its place
    private static final int UNLIMITED = Integer.MAX_VALUE;

    final int number;

    @Nullable
    SelectionKey key;

    private final Swarm swarm;
    private final Talk talk;
    private boolean settled; // ready, or never will be
    private int budget = UNLIMITED; // bytes to be read before reading pauses
    private final Queue<ByteBuffer> output = new ArrayDeque<>();
    private byte[] begun = NO_BYTES; // of a message in several frames
    private byte[] rest = NO_BYTES; // the start of a frame that has not arrived whole
    private boolean upgraded;
    private boolean ended;

    SwarmSession(Swarm swarm, int number, Talk talk) {
        this.swarm = swarm;
        this.number = number;
        this.talk = talk;
    }

    static void handle(SelectionKey key) {
        SwarmSession session = (SwarmSession) key.attachment();
        try {
            if (key.isConnectable()) {
                session.channel().finishConnect();
                key.interestOps(SelectionKey.OP_READ);
                session.write(ByteBuffer.wrap(session.swarm.request.getBytes(StandardCharsets.US_ASCII)));
            } else if (key.isWritable()) {
                session.writeOutput();
            } else if (key.isReadable()) {
                session.readInput();
            }
        } catch (IOException e) {
            session.end(1006, e.toString());
        }
    }

    /** Before it was connected. */
    boolean isGivenUp() {
        return ended && key == null;
    }

    void read(boolean read) {
        budget = UNLIMITED;
        listen(read);
    }

    void readAtMost(int bytes) {
        if (ended || key == null) {
            return;
        }
        try {
            if (budget == UNLIMITED) {
                channel().setOption(StandardSocketOptions.SO_RCVBUF, SLOW_BUFFER);
            }
            budget = bytes;
            listen(true);
        } catch (IOException e) {
            end(1006, e.toString());
        }
    }

    private void listen(boolean read) {
        if (!ended && key != null) {
            key.interestOps(
                    read ? key.interestOps() | SelectionKey.OP_READ : key.interestOps() & ~SelectionKey.OP_READ);
        }
    }

    @Override
    public void send(String text) {
        sendFrame(Frame.TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void ready() {
        settle(null);
    }

    @Override
    public void fail(String reason) {
        end(1006, reason);
    }

    void sendClose() {
        sendFrame(Frame.CLOSE, new byte[] {1000 >> 8, (byte) 1000});
    }

    void kill() {
        if (key == null) {
            ended = true; // and never begins
            return;
        }
        try {
            if (!ended) {
                channel().setOption(StandardSocketOptions.SO_LINGER, 0);
            }
        } catch (IOException e) {
            // It has ended by itself.
        }
        end(1006, "killed");
    }

    private void readInput() throws IOException {
        swarm.input.clear().put(rest);
        int read = readWithinBudget(swarm.input);
        rest = NO_BYTES;
        int start = upgraded ? 0 : readUpgrade();
        for (int next = readFrame(start); next > start; next = readFrame(start)) {
            start = next;
            if (ended) {
                return;
            }
        }
        if (start < swarm.input.position()) {
            rest = new byte[swarm.input.position() - start];
            swarm.input.get(start, rest);
            if (start == 0 && !swarm.input.hasRemaining()) {
                swarm.growInput();
            }
        }
        if (read < 0) {
            end(1006, "connection ended");
        }
    }

    private int readWithinBudget(ByteBuffer in) throws IOException {
        if (budget < in.remaining()) {
            in.limit(in.position() + budget);
        }
        int read = channel().read(in);
        in.limit(in.capacity());
        if (budget != UNLIMITED) {
            budget -= Math.max(0, read);
            if (budget == 0) {
                listen(false);
            }
        }
        return read;
    }

    /** Returns where the frames begin; 0 if the reply to the upgrade is not whole. */
    private int readUpgrade() {
        ByteBuffer in = swarm.input;
        for (int end = 4; end <= in.position(); end++) {
            if (in.getInt(end - 4) == 0x0d0a0d0a) {
                byte[] head = new byte[end];
                in.get(0, head);
                String reply = new String(head, StandardCharsets.US_ASCII);
                if (!reply.startsWith("HTTP/1.1 101 ")) {
                    end(1006, reply);
                    return end;
                }
                upgraded = true;
                talk.onOpen(this);
                return end;
            }
        }
        return 0;
    }

    /** Reads the frame that begins at {@code start}; returns where it ends, or {@code start} if it is not whole. */
    private int readFrame(int start) {
        ByteBuffer in = swarm.input;
        int available = in.position() - start;
        if (!upgraded || available < 2) {
            return start;
        }
        int length = in.get(start + 1) & 0x7f;
        int head = length < 126 ? 2 : length == 126 ? 4 : 10;
        if (available < head) {
            return start;
        }
        if (length >= 126) {
            length = head == 4 ? in.getShort(start + 2) & 0xffff : (int) in.getLong(start + 2);
        }
        if (available < head + length) {
            return start;
        }
        int end = start + head + length;
        ByteBuffer payload = swarm.view.limit(end).position(start + head);
        switch (in.get(start) & 0x0f) {
            case Frame.TEXT, Frame.BINARY, Frame.CONTINUATION -> readData(payload, in.get(start) < 0);
            case Frame.PING -> sendFrame(Frame.PONG, bytes(payload));
            case Frame.CLOSE -> {
                int code = length < 2 ? 1005 : payload.getShort(payload.position()) & 0xffff;
                sendFrame(Frame.CLOSE, bytes(payload));
                end(code, "closed with " + code);
            }
            default -> {}
        }
        return end;
    }

    /** A server may cut a long message into frames; few do, so nothing is kept ready for it. */
    private void readData(ByteBuffer payload, boolean last) {
        if (last && begun.length == 0) {
            readText(payload);
            return;
        }
        byte[] more = bytes(payload);
        byte[] joined = Arrays.copyOf(begun, begun.length + more.length);
        System.arraycopy(more, 0, joined, begun.length, more.length);
        begun = last ? NO_BYTES : joined;
        if (last) {
            readText(ByteBuffer.wrap(joined));
        }
    }

    private void readText(ByteBuffer payload) {
        if (talk.onText(payload, this)) {
            swarm.listener.onMessage(number, payload);
        }
    }

    private void settle(@Nullable String problem) {
        if (!settled) {
            settled = true;
            swarm.settled(this, problem);
        }
    }

    private static byte[] bytes(ByteBuffer payload) {
        byte[] bytes = new byte[payload.remaining()];
        payload.get(bytes);
        return bytes;
    }

    private void sendFrame(int opcode, byte[] payload) {
        if (ended || key == null) {
            return;
        }
        try {
            write(ByteBuffer.wrap(Frame.of(Frame.FIN | opcode, payload).bytes()));
        } catch (IOException e) {
            end(1006, e.toString());
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        output.add(bytes);
        writeOutput();
    }

    private void writeOutput() throws IOException {
        while (!output.isEmpty()) {
            channel().write(output.element());
            if (output.element().hasRemaining()) {
                requireNonNull(key).interestOpsOr(SelectionKey.OP_WRITE);
                return;
            }
            output.remove();
        }
        requireNonNull(key).interestOpsAnd(~SelectionKey.OP_WRITE);
    }

    private void end(int code, String reason) {
        if (ended) {
            return;
        }
        ended = true;
        try {
            channel().close();
        } catch (IOException e) {
            // Nothing is left to do for it.
        }
        swarm.listener.onClosed(number, code);
        settle(reason);
    }

    private SocketChannel channel() {
        return (SocketChannel) requireNonNull(key).channel();
    }
}
