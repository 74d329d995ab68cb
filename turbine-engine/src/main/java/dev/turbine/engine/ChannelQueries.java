package dev.turbine.engine;

import dev.turbine.api.HistoryResult;
import dev.turbine.api.Limit;
import dev.turbine.api.Position;
import dev.turbine.api.PresenceResult;
import dev.turbine.engine.protocol.Reply;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/** What sessions, the HTTP API and the host ask about channels. There is one answer to each, whatever fails. Thread-safe. */
public final class ChannelQueries {
    private final Node node;

    ChannelQueries(Node node) {
        this.node = node;
    }

    /**
     * Reads a page of a channel's history.
     *
     * @param since the position whose followers are wanted; null for the oldest there are
     * @param room told what the page takes of the heap, on the channel's shard, before it is made; false refuses it
     * @param done called once, on the callback executor, or before this returns if it is refused
     */
    public void history(
            String channel, @Nullable Position since, int limit, LongPredicate room, Consumer<HistoryResult> done) {
        answer(
                whyNot(node.channels.of(channel).hasHistory(), Reply.Error.NO_HISTORY),
                room,
                error -> HistoryResult.refused(error.code(), error.message),
                done,
                (query, tell) -> history(channel, since, limit, query, tell));
    }

    /**
     * As above, of a channel that has one.
     *
     * @param done called on the channel's shard
     */
    void history(String channel, @Nullable Position since, int limit, Query query, Consumer<HistoryResult> done) {
        PageSize size = new PageSize(
                Math.min(limit, node.limits.count(Limit.HISTORY_PAGE)), node.limits.get(Limit.HISTORY_PAGE_BYTES));
        Shard home = node.home(channel);
        query.start(home, () -> home.homes.read(channel, since, size, query, done));
    }

    /**
     * Says who is on a channel, on all nodes, however many they are.
     *
     * @param done called once, on the callback executor, or before this returns if it is refused
     */
    public void presence(String channel, Consumer<PresenceResult> done) {
        presence(channel, ChannelQueries::result, error -> PresenceResult.refused(error.code(), error.message), done);
    }

    /**
     * Says who is on a channel, as a client is told.
     *
     * @param numbersOnly whether it is enough to know how many are there
     * @param done called once, on the callback executor, or before this returns if it is refused
     */
    public void presence(String channel, boolean numbersOnly, Consumer<Reply> done) {
        presence(channel, presence -> reply(presence, numbersOnly), error -> error, done);
    }

    private <T> void presence(
            String channel,
            Function<@Nullable Presence, T> result,
            Function<Reply.Error, T> refusal,
            Consumer<T> done) {
        answer(
                whyNot(node.channels.of(channel).hasPresence(), Reply.Error.NO_PRESENCE),
                bytes -> true,
                refusal,
                done,
                (query, tell) -> find(channel, query, presence -> tell.accept(result.apply(presence))));
    }

    private <T> void answer(
            Reply.@Nullable Error whyNot,
            LongPredicate room,
            Function<Reply.Error, T> refusal,
            Consumer<T> done,
            BiConsumer<Query, Consumer<T>> question) {
        if (whyNot != null) {
            done.accept(refusal.apply(whyNot));
        } else {
            Consumer<T> tell = result -> node.callbacks.execute(() -> done.accept(result));
            question.accept(new Query(node, null, room, error -> tell.accept(refusal.apply(error))), tell);
        }
    }

    /**
     * As above, of a channel that has presence.
     *
     * @param done called on the channel's shard
     */
    void presence(String channel, boolean numbersOnly, Query query, Consumer<Reply> done) {
        find(channel, query, presence -> done.accept(reply(presence, numbersOnly)));
    }

    /** @param done called on the channel's shard; with null if nobody is there */
    void find(String channel, Query query, Consumer<@Nullable Presence> done) {
        Shard home = node.home(channel);
        query.start(home, () -> home.homes.presence(channel, query, done));
    }

    private Reply.@Nullable Error whyNot(boolean kept, Reply.Error unknown) {
        if (node.isDraining()) {
            return Reply.Error.SHUTTING_DOWN;
        }
        return kept ? null : unknown;
    }

    private Reply reply(@Nullable Presence presence, boolean numbersOnly) {
        return numbersOnly ? numbers(presence) : clients(presence);
    }

    private static Reply numbers(@Nullable Presence presence) {
        return presence == null ? new Reply.Numbers(0, 0) : new Reply.Numbers(presence.size(), presence.users());
    }

    private Reply clients(@Nullable Presence presence) {
        if (presence != null && presence.size() > node.limits.get(Limit.PRESENCE_CLIENTS)) {
            return Reply.Error.TOO_MANY_CLIENTS;
        }
        PresenceResult all = result(presence);
        long chars = all.clients().stream()
                .mapToLong(client -> client.user().length())
                .sum();
        return chars > node.limits.get(Limit.HISTORY_PAGE_BYTES)
                ? Reply.Error.TOO_MANY_CLIENTS
                : new Reply.Present(all);
    }

    private static PresenceResult result(@Nullable Presence presence) {
        return PresenceResult.of(presence == null ? List.of() : presence.clients());
    }
}
