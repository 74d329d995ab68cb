package dev.turbine.engine;

import java.util.function.Consumer;

/** Something that concerns one session: a fault in it ends the session and nothing else. */
final class SessionTask extends Task {
    private final Session session;
    private final Consumer<Session> action;

    SessionTask(Session session, Consumer<Session> action) {
        this.session = session;
        this.action = action;
    }

    @Override
    void run() {
        action.accept(session);
    }

    @Override
    void onFault() {
        session.fault();
    }
}
