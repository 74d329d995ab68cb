package dev.turbine.engine;

import dev.turbine.spi.Connection;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/** The completion of a session's write: one object for all its writes, since one at a time is in flight. */
final class Write extends Task implements Connection.Completion {
    private final Session session;
    private final AtomicBoolean pending = new AtomicBoolean();
    private @Nullable Throwable failure;

    Write(Session session) {
        this.session = session;
    }

    void begin() {
        pending.set(true);
    }

    /** Called by the transport, on any thread. A second call for one write would put this task twice: it is ignored. */
    @Override
    public void done(@Nullable Throwable failure) {
        if (pending.compareAndSet(true, false)) {
            this.failure = failure;
            session.shard.inbox.put(this);
        }
    }

    @Override
    void run() {
        session.written(failure);
    }

    @Override
    void onFault() {
        session.fault();
    }
}
