package dev.turbine.engine;

import dev.turbine.api.ChannelGrants;
import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Disconnect;
import dev.turbine.api.HistoryResult;
import dev.turbine.api.Identity;
import dev.turbine.api.Limit;
import dev.turbine.api.PresenceResult;
import dev.turbine.api.Publication;
import dev.turbine.engine.protocol.Command;
import dev.turbine.engine.protocol.Reply;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Who deals with which command of one session, and what it may ask about channels. Owned by the shard. */
final class SessionCommands {
    private static final int OVERHEAD = 64; // of one of many in an answer, roughly

    /** Bytes for each of its characters: in its parts, as a text, and as what is sent. */
    private static final int COPIES = 4;

    private final Session session;
    private final Node node;
    private final Login login;
    private final SessionSubscriptions subscriptions;
    private final Replies replies;
    private boolean asking;
    private int badCommands; // in a row

    SessionCommands(Session session, Login login, SessionSubscriptions subscriptions, Replies replies) {
        this.session = session;
        this.node = session.shard.node;
        this.login = login;
        this.subscriptions = subscriptions;
        this.replies = replies;
    }

    /** Sees to a reply, now or later. */
    void accept(Command command) {
        Reply reply = handle(command);
        if (reply != null) {
            session.countError(reply);
            replies.add(command.id(), reply);
        }
        boolean bad = reply instanceof Reply.Error error && error.code() == 400;
        badCommands = bad ? badCommands + 1 : 0;
        if (badCommands >= node.limits.get(Limit.BAD_COMMANDS)) {
            session.close(Disconnect.BAD_COMMANDS);
        }
    }

    /** Returns the reply, or null if it comes later. */
    private @Nullable Reply handle(Command command) {
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

    private @Nullable Reply history(Command.History command, ChannelGrants grants) {
        return ask(
                command.id(),
                command.channel(),
                grants,
                options -> options.hasHistory() ? null : Reply.Error.NO_HISTORY,
                (channel, slot) -> node.queries()
                        .history(
                                channel,
                                command.since(),
                                command.limit(),
                                query(slot),
                                page -> answer(slot, reply(page))));
    }

    private @Nullable Reply presence(Command.Presence command, ChannelGrants grants) {
        return ask(
                command.id(),
                command.channel(),
                grants,
                options -> options.hasPresence() ? null : Reply.Error.NO_PRESENCE,
                (channel, slot) -> node.queries()
                        .presence(channel, command.numbersOnly(), query(slot), reply -> answer(slot, reply)));
    }

    /**
     * About a channel that the session need not be subscribed to, if it might be.
     *
     * @param refusal why channels with such options know no answer; null if they do
     */
    private @Nullable Reply ask(
            long id,
            @Nullable String channel,
            ChannelGrants grants,
            Function<ChannelOptions, Reply.@Nullable Error> refusal,
            BiConsumer<String, Replies.Slot> question) {
        if (channel == null) {
            return Reply.Error.BAD_COMMAND;
        }
        if (!grants.permits(channel)) {
            return Reply.Error.FORBIDDEN;
        }
        Reply.Error refused = refusal.apply(node.channels.of(channel));
        if (refused == null) {
            asking = true;
            replies.defer(id, slot -> question.accept(channel, slot));
        }
        return refused;
    }

    private Query query(Replies.Slot slot) {
        return new Query(node, session.shard.memory, error -> answer(slot, error));
    }

    /** On the shard of the channel: the answer counts from here on. */
    private void answer(Replies.Slot slot, Reply reply) {
        long bytes = bytes(reply);
        OutboxMemory memory = session.shard.memory;
        memory.expect(bytes);
        session.post(s -> {
            memory.arrived(bytes);
            asking = false;
            s.answer(slot, reply);
            s.read();
        });
    }

    /** Whether a query is under way: there is one at a time, since answers may be large. */
    boolean isAsking() {
        return asking;
    }

    /** As much as it can take while it is made and encoded, roughly. */
    private static long bytes(Reply reply) {
        long chars = 0;
        if (reply instanceof Reply.History history) {
            for (Publication publication : history.page().publications()) {
                chars += publication.data().length() + OVERHEAD;
            }
        } else if (reply instanceof Reply.Present present) {
            for (PresenceResult.Client client : present.result().clients()) {
                chars += client.user().length() + OVERHEAD;
            }
        }
        return COPIES * chars;
    }

    private static Reply reply(HistoryResult page) {
        return switch (page.code()) {
            case 200 -> new Reply.History(page);
            case 410 -> Reply.Error.POSITION_LOST;
            default -> Reply.Error.UNAVAILABLE;
        };
    }
}
