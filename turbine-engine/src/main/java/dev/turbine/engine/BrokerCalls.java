package dev.turbine.engine;

import dev.turbine.api.Limit;
import java.util.ArrayDeque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the broker that a shard has no answer to, in their order, and what is taken for the answer if none comes: a
 * broker that forgets one must not keep a publication's permits, or a client's reply, for ever. All wait equally long, so
 * that one timer suffices, and a call that is answered costs its place in a queue and nothing more. Owned by the shard.
 */
final class BrokerCalls {
    private record Call<T>(CompletableFuture<T> answer, T otherwise, long until) {
        /** False if the broker was faster. */
        boolean giveUp() {
            return answer.complete(otherwise);
        }
    }

    /** Under so many it is not worth looking for those that are answered. */
    private static final int SMALL = 256;

    /** The timer fires so often in a timeout, at the most: a broker that answers nothing is logged no more often. */
    private static final int CHECKS = 10;

    private final Shard shard;
    private final long timeoutNanos;
    private final ArrayDeque<Call<?>> calls = new ArrayDeque<>();
    private int full = SMALL;
    private boolean timed;

    private final Timers.Timer timer = new Timers.Timer() {
        @Override
        void fire() {
            timed = false;
            giveUp();
        }

        @Override
        void fault() {
            schedule();
        }
    };

    BrokerCalls(Shard shard) {
        this.shard = shard;
        this.timeoutNanos = shard.node.limits.nanos(Limit.BROKER_TIMEOUT);
    }

    /** Returns {@code answer}, which becomes {@code otherwise} if it does not come in time. */
    <T> CompletionStage<T> await(CompletableFuture<T> answer, T otherwise) {
        if (!answer.isDone()) {
            if (calls.size() >= full) {
                // One that hangs at the head may not keep the place of all that were answered since.
                calls.removeIf(call -> call.answer.isDone());
                full = Math.max(SMALL, 2 * calls.size());
            }
            calls.add(new Call<>(answer, otherwise, shard.now() + timeoutNanos));
            schedule();
        }
        return answer;
    }

    int size() {
        return calls.size();
    }

    private void giveUp() {
        int given = 0;
        try {
            Call<?> call;
            while ((call = firstUnanswered()) != null && call.until <= shard.now()) {
                calls.remove();
                given += call.giveUp() ? 1 : 0;
            }
        } finally {
            schedule();
        }
        Relay relay = shard.node.relay;
        if (given > 0 && relay != null) {
            relay.unanswered(given);
        }
    }

    private @Nullable Call<?> firstUnanswered() {
        while (!calls.isEmpty() && calls.element().answer.isDone()) {
            calls.remove();
        }
        return calls.peek();
    }

    private void schedule() {
        Call<?> first = timed ? null : firstUnanswered();
        if (first != null) {
            timed = true;
            shard.timers.set(timer, Math.max(first.until, shard.now() + timeoutNanos / CHECKS));
        }
    }
}
