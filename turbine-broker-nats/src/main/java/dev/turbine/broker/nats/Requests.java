package dev.turbine.broker.nats;

import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The requests that wait for an answer: any number of them at once, which is bounded by those who ask. Owned by the thread of
 * {@link Outbound}, but for {@link #claim}.
 */
final class Requests {
    private static final Logger log = LoggerFactory.getLogger(Requests.class);
    private static final long TIMEOUT_NANOS = Settings.ANSWER_TIMEOUT.toNanos();
    private static final int MAX_DIGITS = 18; // of a number, so that it fits

    private record Pending(long deadline, CompletableFuture<Answer> answer) {}

    /** Messages of a consumer that have been asked for, and keep the subject that they were stored under. */
    private static final class Batch {
        final int wanted;
        final List<Message> come = new ArrayList<>();
        final CompletableFuture<List<Message>> complete = new CompletableFuture<>();

        Batch(int wanted) {
            this.wanted = wanted;
        }

        void add(Message message) {
            come.add(message);
            if (come.size() == wanted || message.metaData().pendingCount() == 0) {
                complete.complete(come);
            }
        }
    }

    private final String inbox;
    private final Map<Long, Pending> pending = new ConcurrentHashMap<>();
    private final Map<String, Batch> batches = new ConcurrentHashMap<>(); // by consumer
    private final Queue<Long> inOrder = new ArrayDeque<>(); // all that are pending, and some that were
    private long newest;

    /** @param inbox what the subjects of answers begin with */
    Requests(String inbox) {
        this.inbox = inbox;
    }

    String inbox() {
        return inbox;
    }

    /** Completes on the thread, in any case. */
    CompletableFuture<Answer> ask(Wire wire, String subject, @Nullable Headers headers, byte[] body) {
        long id = ++newest;
        Pending request = new Pending(System.nanoTime() + TIMEOUT_NANOS, new CompletableFuture<>());
        pending.put(id, request);
        inOrder.add(id);
        try {
            wire.request(subject, inbox + id, headers, body);
        } catch (IllegalStateException ended) {
            drop(id);
        } catch (RuntimeException fault) {
            log.error("turbine nats broker: cannot hand over a request", fault);
            drop(id);
        }
        return request.answer;
    }

    /**
     * Asks a consumer for its next messages, one batch at a time. Completes on the thread, in any case: with those that have
     * come when they are as many as wanted, or when the consumer says that it has no more for now, or says nothing.
     */
    CompletableFuture<List<Message>> fetch(Wire wire, String subject, String consumer, int wanted, byte[] body) {
        Batch batch = new Batch(wanted);
        batches.put(consumer, batch);
        ask(wire, subject, null, body).thenAccept(end -> batch.complete.complete(batch.come));
        return batch.complete.whenComplete((come, never) -> batches.remove(consumer));
    }

    private void drop(long id) {
        Pending request = pending.remove(id);
        if (request != null) {
            request.answer.complete(Answer.UNSENT);
        }
    }

    /** What to do with an answer on the thread; null if nobody waits for it. Any thread. */
    @Nullable
    Runnable claim(Message message) {
        if (message.isJetStream()) {
            Batch batch = batches.get(message.metaData().getConsumer());
            return batch == null ? null : () -> batch.add(message);
        }
        String id = message.getSubject().substring(inbox.length());
        if (id.isEmpty() || id.length() > MAX_DIGITS || !id.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return null;
        }
        Pending request = pending.remove(Long.parseLong(id));
        return request == null ? null : () -> request.answer.complete(Answer.of(message));
    }

    /** Gives up on those that have waited too long. Returns the nanoseconds until there may be more of them. */
    long expire(long now) {
        Long id;
        while ((id = inOrder.peek()) != null) {
            Pending oldest = pending.get(id);
            if (oldest != null && oldest.deadline - now > 0) {
                return oldest.deadline - now;
            }
            inOrder.remove();
            Pending late = pending.remove(id); // unless its answer has come just now
            if (late != null) {
                late.answer.complete(Answer.NONE);
            }
        }
        return Long.MAX_VALUE;
    }

    /** The wire has ended: no answer comes any more. */
    void abandon() {
        while (!inOrder.isEmpty()) {
            Pending request = pending.remove(inOrder.remove());
            if (request != null) {
                request.answer.complete(Answer.NONE);
            }
        }
    }
}
