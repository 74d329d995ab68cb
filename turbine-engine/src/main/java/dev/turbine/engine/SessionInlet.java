package dev.turbine.engine;

import dev.turbine.api.Disconnect;
import dev.turbine.engine.protocol.Command;
import dev.turbine.engine.protocol.Reply;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;

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
        session.deadlines.heard(node.clock.nanos());
        Command command;
        try {
            command = node.protocol.decode(payload);
        } catch (Throwable fault) {
            node.fault("a message could not be decoded", fault);
            session.post(s -> s.close(Disconnect.INTERNAL_ERROR));
            return;
        }
        if (kind == Message.Kind.TEXT && command instanceof Command.Bad bad && bad.error() == Reply.Error.BAD_UTF8) {
            session.post(s -> s.close(Disconnect.NOT_UTF8)); // RFC 6455, section 8.1
        } else {
            session.post(s -> s.accept(command));
        }
    }

    @Override
    public void onPong() {
        session.deadlines.heard(node.clock.nanos());
    }

    @Override
    public void onClosed(Disconnect disconnect) {
        session.post(s -> s.end(disconnect));
    }
}
