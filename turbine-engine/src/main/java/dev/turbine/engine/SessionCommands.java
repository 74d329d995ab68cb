package dev.turbine.engine;

import dev.turbine.api.ChannelGrants;
import dev.turbine.api.HistoryResult;
import dev.turbine.api.Identity;
import dev.turbine.api.Limit;
import dev.turbine.api.PresenceResult;
import dev.turbine.engine.protocol.Command;
import dev.turbine.engine.protocol.Reply;
import org.jspecify.annotations.Nullable;

/** Who deals with which command of one session, and what it may ask about channels. Owned by the shard. */
final class SessionCommands {
    private final Session session;
    private final Node node;
    private final Login login;
    private final SessionSubscriptions subscriptions;
    private final Replies replies;

    SessionCommands(Session session, Login login, SessionSubscriptions subscriptions, Replies replies) {
        this.session = session;
        this.node = session.shard.node;
        this.login = login;
        this.subscriptions = subscriptions;
        this.replies = replies;
    }

    /** Returns the reply, or null if it comes later. */
    @Nullable
    Reply handle(Command command) {
        if (command instanceof Command.Ping) {
            return Reply.Result.PONG;
        }
        if (command instanceof Command.Bad bad) {
            return bad.error();
        }
        if (command instanceof Command.Connect connect) {
            return login.connect(connect, replies);
        }
        Identity identity = login.identity();
        if (identity == null) {
            return Reply.Error.NOT_AUTHENTICATED;
        }
        if (command instanceof Command.Refresh refresh) {
            return login.refresh(refresh, replies);
        }
        if (command instanceof Command.Subscribe subscribe) {
            return subscriptions.subscribe(subscribe, identity.grants(), replies);
        }
        if (command instanceof Command.Unsubscribe unsubscribe) {
            return subscriptions.unsubscribe(unsubscribe.channel(), replies);
        }
        if (command instanceof Command.Presence presence) {
            return presence(presence, identity.grants());
        }
        return history((Command.History) command, identity.grants());
    }

    /** Of a channel that it need not be subscribed to, if it might be. */
    private @Nullable Reply history(Command.History command, ChannelGrants grants) {
        String channel = command.channel();
        if (channel == null) {
            return Reply.Error.BAD_COMMAND;
        }
        if (!grants.permits(channel)) {
            return Reply.Error.FORBIDDEN;
        }
        if (!node.channels.of(channel).hasHistory()) {
            return Reply.Error.NO_HISTORY;
        }
        Replies.Slot slot = replies.reserve(command.id(), null);
        node.readHistory(
                channel, command.since(), command.limit(), page -> session.post(s -> s.answer(slot, reply(page))));
        return null;
    }

    private @Nullable Reply presence(Command.Presence command, ChannelGrants grants) {
        String channel = command.channel();
        if (channel == null) {
            return Reply.Error.BAD_COMMAND;
        }
        if (!grants.permits(channel)) {
            return Reply.Error.FORBIDDEN;
        }
        if (!node.channels.of(channel).hasPresence()) {
            return Reply.Error.NO_PRESENCE;
        }
        Replies.Slot slot = replies.reserve(command.id(), null);
        node.readPresence(channel, clients -> {
            boolean fits = command.numbersOnly() || clients.size() <= node.limits.get(Limit.PRESENCE_CLIENTS);
            Reply reply = fits
                    ? new Reply.Present(PresenceResult.of(clients), command.numbersOnly())
                    : Reply.Error.TOO_MANY_CLIENTS;
            session.post(s -> s.answer(slot, reply));
        });
        return null;
    }

    private static Reply reply(HistoryResult page) {
        return switch (page.code()) {
            case 200 -> new Reply.History(page);
            case 410 -> Reply.Error.POSITION_LOST;
            default -> Reply.Error.UNAVAILABLE;
        };
    }
}
