package dev.turbine.engine;

import dev.turbine.spi.Message;
import java.util.AbstractList;
import java.util.Arrays;
import java.util.RandomAccess;

/** The messages of one write; used again for the session's next write, so a delivery allocates nothing. */
final class Batch extends AbstractList<Message> implements RandomAccess {
    private Message[] messages = new Message[4];
    private int size;

    void append(Message message) {
        if (size == messages.length) {
            messages = Arrays.copyOf(messages, size * 2);
        }
        messages[size++] = message;
    }

    /** Lets go of the messages. */
    @Override
    public void clear() {
        Arrays.fill(messages, 0, size, null);
        size = 0;
    }

    @Override
    public Message get(int index) {
        if (index >= size) {
            throw new IndexOutOfBoundsException(index);
        }
        return messages[index];
    }

    @Override
    public int size() {
        return size;
    }
}
