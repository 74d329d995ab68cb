package dev.turbine.transport.jetty;

import dev.turbine.spi.Connection;
import java.util.concurrent.atomic.AtomicReference;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** The completion of a batch, told once whatever happens. */
final class Written implements Callback {
    private final AtomicReference<Connection.@Nullable Completion> done;

    Written(Connection.Completion done) {
        this.done = new AtomicReference<>(done);
    }

    @Override
    public void succeeded() {
        complete(null);
    }

    @Override
    public void failed(Throwable failure) {
        complete(failure);
    }

    private void complete(@Nullable Throwable failure) {
        Connection.Completion told = done.getAndSet(null);
        if (told != null) {
            told.done(failure);
        }
    }
}
