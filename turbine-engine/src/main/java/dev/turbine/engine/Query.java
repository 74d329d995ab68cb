package dev.turbine.engine;

import dev.turbine.engine.protocol.Reply;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What somebody waits for who has asked about a channel. Its steps wait in lists and for timers, where nobody would miss one
 * that fails: so that is the end of it, and whoever asks is told so. Owned by the channel's home shard.
 */
final class Query {
    private final Node node;
    private final Consumer<Reply.Error> refused;
    private final LongPredicate room;
    /** What the answer will be held by; null if it is not for a session. */
    final @Nullable OutboxMemory asking;

    private boolean over;

    /** @param refused told why there is no answer; called once at the most */
    Query(Node node, @Nullable OutboxMemory asking, Consumer<Reply.Error> refused) {
        this(node, asking, bytes -> true, refused);
    }

    /** @param room told how much is to be answered with, before the answer is made; false if it is too much */
    Query(Node node, @Nullable OutboxMemory asking, LongPredicate room, Consumer<Reply.Error> refused) {
        this.node = node;
        this.asking = asking;
        this.room = room;
        this.refused = refused;
    }

    /** What a session cannot go on without: if it fails, the session ends. */
    static Query of(Session session) {
        return new Query(session.shard.node, null, error -> session.post(Session::fault));
    }

    /** Whether an answer of so many bytes may be made. */
    boolean hasRoom(long bytes) {
        return room.test(bytes);
    }

    /** Runs the first step, on the shard that knows the answer. From any thread. */
    void start(Shard home, Runnable step) {
        home.post(() -> run(step));
    }

    /** Runs a step on the way to the answer; the last one gives it. */
    void run(Runnable step) {
        if (over) {
            return;
        }
        try {
            step.run();
        } catch (Throwable fault) {
            try {
                refuse(Reply.Error.INTERNAL_ERROR);
            } finally {
                node.fault("fault in a query", fault);
            }
        }
    }

    /** Ends it without an answer. */
    void refuse(Reply.Error why) {
        over = true;
        refused.accept(why);
    }
}
