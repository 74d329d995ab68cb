package dev.turbine.tck;

import dev.turbine.spi.HttpCall;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** Treats calls as the API does: reads the body, and replies with 200, 413 or 400. Keeps what was told of each body. */
final class Reading implements Consumer<HttpCall> {
    /** The most bytes of a body. */
    static final int LIMIT = 64 * 1024;

    /** What is kept of a body that is too big. */
    static final String TOO_BIG = "too big";

    private final BlockingQueue<Object> outcomes = new LinkedBlockingQueue<>();

    /** The text of each body, {@link #TOO_BIG}, or why it failed. */
    BlockingQueue<Object> outcomes() {
        return outcomes;
    }

    /** What becomes of the next body. */
    Object next() {
        return RecordingAcceptor.next(outcomes, "nothing was told of the body");
    }

    @Override
    public void accept(HttpCall call) {
        call.readBody(LIMIT, new HttpCall.Body() {
            @Override
            public void onBytes(byte[] bytes) {
                outcomes.add(new String(bytes, StandardCharsets.UTF_8));
                call.reply(RecordingAcceptor.reply(200, "{\"ok\":true}"));
            }

            @Override
            public void onTooBig() {
                outcomes.add(TOO_BIG);
                call.reply(RecordingAcceptor.reply(413, "{\"ok\":false}"));
            }

            @Override
            public void onFailed(Throwable failure) {
                outcomes.add(failure);
                call.reply(RecordingAcceptor.reply(400, "{\"ok\":false}"));
            }
        });
    }
}
