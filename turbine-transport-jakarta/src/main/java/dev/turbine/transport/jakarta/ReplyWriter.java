package dev.turbine.transport.jakarta;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes a body as fast as its reader takes it, without a thread waiting. */
final class ReplyWriter implements WriteListener {
    private static final int CHUNK = 16 * 1024;

    private volatile byte @Nullable [] body; // null once it is given up
    private final ServletOutputStream out;
    private final Runnable done;
    private int written;

    /** @param done called when it was written or cannot be */
    ReplyWriter(byte[] body, ServletOutputStream out, Runnable done) {
        this.body = body;
        this.out = out;
        this.done = done;
    }

    void start() {
        out.setWriteListener(this);
    }

    /** Lets go of what is not written yet, from any thread. */
    void giveUp() {
        body = null;
    }

    @Override
    public void onWritePossible() throws IOException {
        while (out.isReady()) {
            byte[] bytes = body;
            if (bytes == null || written == bytes.length) {
                done.run();
                return;
            }
            int count = Math.min(CHUNK, bytes.length - written);
            out.write(bytes, written, count);
            written += count;
        }
    }

    @Override
    public void onError(Throwable failure) {
        done.run();
    }
}
