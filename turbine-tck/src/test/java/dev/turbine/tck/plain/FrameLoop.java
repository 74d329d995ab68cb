package dev.turbine.tck.plain;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Message;
import dev.turbine.spi.TransportLimits;
import dev.turbine.spi.support.PartialMessage;
import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Reads a client's frames. RFC 6455, section 5. */
final class FrameLoop {
    private static final int CONTINUATION = 0, TEXT = 1, BINARY = 2, CLOSE = 8, PING = 9, PONG = 10, FIN = 0x80;
    private static final int MASKED = 0x80, RESERVED_BITS = 0x70, MOST_OF_CONTROL = 125;

    private final Input in;
    private final TransportLimits limits;
    private final Sink sink;
    private @Nullable PartialMessage partial;

    /** Where the content goes. */
    interface Sink {
        void onMessage(byte[] payload, Message.Kind kind);

        void onPing(byte[] payload);

        void onPong();
    }

    FrameLoop(Input in, TransportLimits limits, Sink sink) {
        this.in = in;
        this.limits = limits;
        this.sink = sink;
    }

    /** Reads until the connection has to be closed: with what the peer's close frame says, or with what it did wrong. */
    Disconnect run() throws IOException {
        while (true) {
            Disconnect end = frame();
            if (end != null) {
                return end;
            }
        }
    }

    private @Nullable Disconnect frame() throws IOException {
        int first = in.next();
        int second = in.next();
        int opcode = first & 0x0f;
        boolean last = (first & FIN) != 0;
        if ((first & RESERVED_BITS) != 0 || (second & MASKED) == 0) {
            return Disconnect.PROTOCOL_ERROR;
        }
        if (opcode >= CLOSE && (!last || (second & 0x7f) > MOST_OF_CONTROL)) {
            return Disconnect.PROTOCOL_ERROR;
        }
        long length = length(second & 0x7f);
        Mask mask = new Mask(in.next(), in.next(), in.next(), in.next());
        return switch (opcode) {
            case CONTINUATION, TEXT, BINARY ->
                length < 0 ? Disconnect.PROTOCOL_ERROR : data(opcode, last, length, mask);
            case CLOSE -> CloseFrame.parse(control((int) length, mask));
            case PING -> {
                sink.onPing(control((int) length, mask));
                yield null;
            }
            case PONG -> {
                control((int) length, mask);
                sink.onPong();
                yield null;
            }
            default -> Disconnect.PROTOCOL_ERROR;
        };
    }

    private long length(int said) throws IOException {
        int bytes = said == 127 ? 8 : said == 126 ? 2 : 0;
        long length = bytes == 0 ? said : 0;
        for (int i = 0; i < bytes; i++) {
            length = length << 8 | in.next();
        }
        return length;
    }

    private byte[] control(int length, Mask mask) throws IOException {
        ByteBuffer payload = ByteBuffer.allocate(length);
        while (payload.hasRemaining()) {
            payload.put(mask.remove(in.some(payload.remaining())));
        }
        return payload.array();
    }

    private @Nullable Disconnect data(int opcode, boolean last, long length, Mask mask) throws IOException {
        PartialMessage message = partial;
        if ((message == null) == (opcode == CONTINUATION)) {
            return Disconnect.PROTOCOL_ERROR;
        }
        if (message == null) {
            message = new PartialMessage(opcode == TEXT ? Message.Kind.TEXT : Message.Kind.BINARY, limits);
        }
        boolean fits = message.add(ByteBuffer.allocate(0), true);
        for (long left = length; fits && left > 0; ) {
            ByteBuffer some = mask.remove(in.some(left));
            left -= some.remaining();
            fits = message.add(some, false);
        }
        if (!fits) {
            return Disconnect.TOO_BIG;
        }
        partial = last ? null : message;
        if (last) {
            sink.onMessage(message.take(), message.kind());
        }
        return null;
    }

    /** What a frame's payload is masked with. */
    private static final class Mask {
        private final int[] key;
        private int next;

        Mask(int... key) {
            this.key = key;
        }

        ByteBuffer remove(ByteBuffer bytes) {
            for (int i = bytes.position(); i < bytes.limit(); i++) {
                bytes.put(i, (byte) (bytes.get(i) ^ key[next++ & 3]));
            }
            return bytes;
        }
    }
}
