package dev.turbine.transport.jakarta;

import dev.turbine.spi.HttpCall;
import dev.turbine.spi.support.ByteCollector;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;

/** Reads a body as it comes, without a thread waiting. The container calls it, one call at a time. */
final class BodyReader implements ReadListener {
    private static final int CHUNK = 4 * 1024;

    private final ServletInputStream in;
    private final ByteCollector bytes;
    private final HttpCall.Body body;
    private final AtomicBoolean finished = new AtomicBoolean(); // the time-out comes from another thread

    BodyReader(ServletInputStream in, ByteCollector bytes, HttpCall.Body body) {
        this.in = in;
        this.bytes = bytes;
        this.body = body;
    }

    void start() {
        in.setReadListener(this);
    }

    @Override
    public void onDataAvailable() throws IOException {
        byte[] chunk = new byte[CHUNK];
        while (!finished.get() && in.isReady() && !in.isFinished()) {
            int count = in.read(chunk);
            if (count > 0 && !bytes.add(ByteBuffer.wrap(chunk, 0, count)) && finish()) {
                body.onTooBig();
            }
        }
    }

    @Override
    public void onAllDataRead() {
        if (finish()) {
            body.onBytes(bytes.take());
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (finish()) {
            body.onFailed(failure);
        }
    }

    private boolean finish() {
        return finished.compareAndSet(false, true);
    }
}
