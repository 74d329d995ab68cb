package dev.turbine.engine.http;

import dev.turbine.spi.HttpCall;
import java.util.function.Consumer;

/** A receiver of a body whose faults are answered with 500: a transport calls it later, and would not know what to do. */
record GuardedBody(HttpCall.Body body, Consumer<Throwable> onFault) implements HttpCall.Body {
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
        } catch (Throwable fault) {
            onFault.accept(fault);
        }
    }
}
