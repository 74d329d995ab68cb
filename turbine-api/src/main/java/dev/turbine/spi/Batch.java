package dev.turbine.spi;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.List;
import java.util.RandomAccess;
import org.jspecify.annotations.Nullable;

/**
 * The messages of one write, in order: one or more. The engine hands the same batch to all connections that are to get the
 * same messages, so what is made of it is made once.
 *
 * <p>This class is immutable and thread-safe.
 */
public final class Batch extends AbstractList<Message> implements RandomAccess {
    private final Message[] messages;
    private volatile @Nullable ByteBuffer
            frames; // computed at first use; two threads may compute it, which does no harm

    private Batch(Message[] messages) {
        if (messages.length == 0) {
            throw new IllegalArgumentException("a batch must have a message");
        }
        for (Message message : messages) {
            requireNonNull(message, "message");
        }
        this.messages = messages;
    }

    /** @throws IllegalArgumentException if there is no message */
    public static Batch of(Message... messages) {
        return new Batch(messages.clone());
    }

    /** @throws IllegalArgumentException if there is no message */
    public static Batch of(List<Message> messages) {
        return new Batch(messages.toArray(Message[]::new));
    }

    /**
     * All messages as a server sends them (RFC 6455, section 5.2): a frame each, unmasked, one behind the other. A new
     * read-only view, with a position of its own, of bytes on the heap that are shared by all who ask.
     */
    public ByteBuffer frames() {
        if (messages.length == 1) {
            return messages[0].frame();
        }
        ByteBuffer made = frames;
        if (made == null) {
            made = join();
            frames = made;
        }
        return made.duplicate();
    }

    private ByteBuffer join() {
        ByteBuffer joined = ByteBuffer.allocate(Math.toIntExact(frameBytes()));
        for (Message message : messages) {
            joined.put(message.frame());
        }
        return joined.flip().asReadOnlyBuffer();
    }

    /** Number of bytes of {@link #frames}. */
    public long frameBytes() {
        long bytes = 0;
        for (Message message : messages) {
            bytes += message.headSize() + message.size();
        }
        return bytes;
    }

    @Override
    public Message get(int index) {
        return messages[index];
    }

    @Override
    public int size() {
        return messages.length;
    }
}
