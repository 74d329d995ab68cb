package dev.turbine.transport.jetty;

import dev.turbine.spi.HttpCall;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A receiver whose faults are answered with 500: Jetty calls it later, where nobody else would answer. */
record GuardedBody(HttpCall.Body body, Call call) implements HttpCall.Body {
    private static final Logger log = LoggerFactory.getLogger(GuardedBody.class);

    @Override
    public void onBytes(byte[] bytes) {
        guard(() -> body.onBytes(bytes));
    }

    @Override
    public void onTooBig() {
        guard(body::onTooBig);
    }

    @Override
    public void onFailed(Throwable failure) {
        guard(() -> body.onFailed(failure));
    }

    private void guard(Runnable event) {
        try {
            event.run();
        } catch (Throwable e) {
            log.warn("a request of {} failed", call.head().remoteAddress(), e);
            call.replyUnlessReplied(ErrorReplies.of(500));
        }
    }
}
