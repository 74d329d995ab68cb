package dev.turbine.engine;

import dev.turbine.spi.Authentication;
import dev.turbine.spi.Authenticator;
import dev.turbine.spi.Credentials;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/** Runs the authenticator on a bounded executor, and brings its outcome back to the shard. */
final class Authentications {
    private final Node node;
    private final Authenticator authenticator;
    private final Executor executor;

    /** @param executor rejects what it has no room for */
    Authentications(Node node, Authenticator authenticator, Executor executor) {
        this.node = node;
        this.authenticator = authenticator;
        this.executor = executor;
    }

    /** Never blocks; {@link Session#authenticated} follows on the session's shard. */
    void start(Session session, Replies.Slot slot, Credentials credentials) {
        try {
            executor.execute(() -> run(session, slot, credentials));
        } catch (RejectedExecutionException full) {
            finish(session, slot, null);
        }
    }

    private void run(Session session, Replies.Slot slot, Credentials credentials) {
        try {
            authenticator.authenticate(credentials).whenComplete((outcome, failure) -> {
                if (failure != null || outcome == null) {
                    fail(session, slot, failure == null ? new NullPointerException("no outcome") : failure);
                } else {
                    finish(session, slot, outcome);
                }
            });
        } catch (Throwable failure) {
            fail(session, slot, failure);
        }
    }

    private void fail(Session session, Replies.Slot slot, Throwable failure) {
        node.fault("fault in authenticator " + authenticator.getClass().getName(), failure);
        finish(session, slot, null);
    }

    private static void finish(Session session, Replies.Slot slot, @Nullable Authentication outcome) {
        session.post(s -> s.authenticated(slot, outcome));
    }
}
