package dev.turbine.spi.support;

import dev.turbine.spi.Message;
import dev.turbine.spi.TransportLimits;
import java.nio.ByteBuffer;

/** An inbound message of which a part has arrived, within the limits for bytes and frames. Not thread-safe. */
public final class PartialMessage {
    private final Message.Kind kind;
    private final int mostFrames;
    private final ByteCollector bytes;
    private int frames;

    public PartialMessage(Message.Kind kind, TransportLimits limits) {
        this.kind = kind;
        this.mostFrames = limits.messageFragments();
        this.bytes = new ByteCollector(limits.messageBytes(), limits.messageBytes());
    }

    public Message.Kind kind() {
        return kind;
    }

    /**
     * Adds the content of a frame, or a part of it.
     *
     * @param newFrame false for the rest of a frame that arrives in parts
     * @return false if a limit is passed: the connection is to be closed with {@link dev.turbine.api.Disconnect#TOO_BIG}
     */
    public boolean add(ByteBuffer payload, boolean newFrame) {
        if (newFrame) {
            frames++;
        }
        return frames <= mostFrames && bytes.add(payload);
    }

    /** The content, handed over. */
    public byte[] take() {
        return bytes.take();
    }
}
