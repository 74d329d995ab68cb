package dev.turbine.engine;

import dev.turbine.api.Disconnect;
import dev.turbine.engine.protocol.Command;
import dev.turbine.engine.protocol.Reply;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.util.function.Consumer;

/** Where a transport's threads enter a session: decodes, and posts the rest to the shard. */
final class SessionInlet implements Connection.Listener {
    private final Session session;
    private final Node node;

    SessionInlet(Session session, Node node) {
        this.session = session;
        this.node = node;
    }

    @Override
    public void onMessage(byte[] payload, Message.Kind kind) {
        session.heard(node.clock.nanos());
        Command command = node.protocol.decode(payload);
        if (kind == Message.Kind.TEXT && command instanceof Command.Bad bad && bad.error() == Reply.Error.BAD_UTF8) {
            post(s -> s.close(Disconnect.NOT_UTF8)); // RFC 6455, section 8.1
        } else {
            post(s -> s.accept(command));
        }
    }

    @Override
    public void onPong() {
        session.heard(node.clock.nanos());
    }

    @Override
    public void onClosed(Disconnect disconnect) {
        post(s -> s.end(disconnect));
    }

    private void post(Consumer<Session> action) {
        session.shard.inbox.put(new SessionTask(session, action));
    }

    /** Something that concerns one session: a fault in it ends the session and nothing else. */
    private static final class SessionTask extends Task {
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
}
