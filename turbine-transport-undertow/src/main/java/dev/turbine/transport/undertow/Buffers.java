package dev.turbine.transport.undertow;

import io.undertow.connector.ByteBufferPool;
import io.undertow.connector.PooledByteBuffer;
import java.nio.ByteBuffer;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Buffers for reads and for heads, kept for use again up to a bound. Undertow's own pool takes a lock that all threads share
 * whenever a buffer is returned. Thread-safe.
 */
final class Buffers implements ByteBufferPool {
    private static final int MOST = 256;

    private final int size;
    private final boolean direct;
    private final Buffers onHeap;
    private final Queue<ByteBuffer> free = new ConcurrentLinkedQueue<>();
    private final AtomicInteger count = new AtomicInteger();

    /** @param size of each buffer, in bytes */
    Buffers(int size) {
        this.size = size;
        this.direct = true;
        this.onHeap = new Buffers(size, false);
    }

    private Buffers(int size, boolean direct) {
        this.size = size;
        this.direct = direct;
        this.onHeap = this;
    }

    @Override
    public PooledByteBuffer allocate() {
        ByteBuffer buffer = free.poll();
        if (buffer == null) {
            return new Pooled(direct ? ByteBuffer.allocateDirect(size) : ByteBuffer.allocate(size));
        }
        count.decrementAndGet();
        return new Pooled(buffer.clear());
    }

    @Override
    public ByteBufferPool getArrayBackedPool() {
        return onHeap;
    }

    @Override
    public void close() {
        free.clear();
    }

    @Override
    public int getBufferSize() {
        return size;
    }

    @Override
    public boolean isDirect() {
        return direct;
    }

    private void release(ByteBuffer buffer) {
        if (count.incrementAndGet() <= MOST) {
            free.add(buffer);
        } else {
            count.decrementAndGet();
        }
    }

    /** A buffer that is lent; returned once, however often it is closed. */
    private final class Pooled extends AtomicReference<@Nullable ByteBuffer> implements PooledByteBuffer {
        private static final long serialVersionUID = 1;

        Pooled(ByteBuffer buffer) {
            super(buffer);
        }

        @Override
        public ByteBuffer getBuffer() {
            ByteBuffer buffer = get();
            if (buffer == null) {
                throw new IllegalStateException("this buffer was returned before");
            }
            return buffer;
        }

        @Override
        public void close() {
            ByteBuffer buffer = getAndSet(null);
            if (buffer != null) {
                release(buffer);
            }
        }

        @Override
        public boolean isOpen() {
            return get() != null;
        }
    }
}
