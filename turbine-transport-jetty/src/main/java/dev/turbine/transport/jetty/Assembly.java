package dev.turbine.transport.jetty;

import dev.turbine.spi.Message;
import dev.turbine.spi.TransportLimits;
import java.nio.ByteBuffer;

/** A message that has arrived in part. */
final class Assembly {
    private final TransportLimits limits;
    private final Message.Kind kind;
    private final ByteCollector bytes;
    private int frames;

    Assembly(TransportLimits limits, Message.Kind kind) {
        this.limits = limits;
        this.kind = kind;
        this.bytes = new ByteCollector(limits.messageBytes(), limits.messageBytes());
    }

    Message.Kind kind() {
        return kind;
    }

    /** Adds the content of a frame, or a part of it; false if a limit is passed. */
    boolean add(ByteBuffer payload) {
        if (!isRestOfFrame(payload)) {
            frames++;
        }
        return frames <= limits.messageFragments() && bytes.add(payload);
    }

    byte[] take() {
        return bytes.take();
    }

    /**
     * Jetty hands over a frame that arrives in parts as if it were fragments, and does not tell which are. The rest of
     * a frame starts with the first byte of a read, where a frame of its own has its header. (A header alone at the end
     * of a read makes its payload look like a rest. Such frames are not counted, and need not be: each brings a byte at
     * least, so there are no more of them than the message may have bytes.)
     */
    private static boolean isRestOfFrame(ByteBuffer payload) {
        return payload.hasRemaining() && payload.hasArray() && payload.arrayOffset() == 0;
    }
}
