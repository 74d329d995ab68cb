package dev.turbine.engine;

import dev.turbine.engine.protocol.Reply;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the replies of a session in the order of its commands: one that is known waits for the earlier ones. Owned by the
 * shard.
 */
final class Replies {
    /** The place of one reply. */
    static final class Slot {
        final long id;
        /** The subscription that begins when this reply is released; null for every other command. */
        final @Nullable Subscription subscription;
        /** Makes a reply that depends on what holds when it is released, in place of the one that it was given. */
        @Nullable
        Supplier<Reply> late;

        private @Nullable Reply reply;
        private @Nullable Runnable work; // makes the reply; not begun yet

        private Slot(long id, @Nullable Subscription subscription) {
            this.id = id;
            this.subscription = subscription;
        }

        private void begin() {
            Runnable begun = work;
            work = null;
            if (begun != null) {
                begun.run();
            }
        }
    }

    /** Takes replies in their order. */
    @FunctionalInterface
    interface Receiver {
        void release(Slot slot, Reply reply);
    }

    private final Receiver receiver;
    private @Nullable Queue<Slot> waiting; // only while there is a reply to wait for: most sessions never have one

    Replies(Receiver receiver) {
        this.receiver = receiver;
    }

    /** Takes the next place for a reply that is not known yet. */
    Slot reserve(long id, @Nullable Subscription subscription) {
        if (waiting == null) {
            waiting = new ArrayDeque<>(4);
        }
        Slot slot = new Slot(id, subscription);
        waiting.add(slot);
        return slot;
    }

    /**
     * Takes the next place for a reply that is large: it is made once no earlier one is waited for, so that it never waits here.
     *
     * @param work sees to it that the place is filled, later
     */
    void defer(long id, Consumer<Slot> work) {
        Slot slot = reserve(id, null);
        slot.work = () -> work.accept(slot);
        if (waiting != null && waiting.element() == slot) {
            slot.begin();
        }
    }

    /** A reply that is known at once. */
    void add(long id, Reply reply) {
        if (waiting == null) {
            receiver.release(new Slot(id, null), reply);
        } else {
            complete(reserve(id, null), reply);
        }
    }

    /** Fills a place, and releases what need not wait any more. */
    void complete(Slot slot, Reply reply) {
        slot.reply = reply;
        while (waiting != null) {
            Slot first = waiting.element();
            if (first.reply == null) {
                first.begin();
                return;
            }
            waiting.remove();
            if (waiting.isEmpty()) {
                waiting = null;
            }
            receiver.release(first, first.late == null ? first.reply : first.late.get());
        }
    }

    /** Forgets what is not released: the session has ended. */
    void clear() {
        waiting = null;
    }
}
