package dev.turbine.transport.jakarta;

import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;

/** Writes a body as fast as its reader takes it, without a thread waiting. */
final class ReplyWriter implements WriteListener {
    private static final int CHUNK = 16 * 1024;

    private final byte[] body;
    private final ServletOutputStream out;
    private final Runnable done;
    private int written;

    private ReplyWriter(byte[] body, ServletOutputStream out, Runnable done) {
        this.body = body;
        this.out = out;
        this.done = done;
    }

    /** @param done called once, when it was written or cannot be */
    static void write(byte[] body, ServletOutputStream out, Runnable done) {
        out.setWriteListener(new ReplyWriter(body, out, done));
    }

    @Override
    public void onWritePossible() throws IOException {
        while (out.isReady()) {
            if (written == body.length) {
                done.run();
                return;
            }
            int count = Math.min(CHUNK, body.length - written);
            out.write(body, written, count);
            written += count;
        }
    }

    @Override
    public void onError(Throwable failure) {
        done.run();
    }
}
