package dev.turbine.broker.nats;

import dev.turbine.spi.PublicationLog.Entry;
import io.nats.client.Message;
import io.nats.client.impl.Headers;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What the stream tells through one wire that it has stored, by channel. What is told of it in {@code receive} and {@code lost}
 * is under the lock of {@link Inbound}; the other methods are called by the thread of {@link Outbound}.
 */
final class Entries {
    /** The server writes these into what it tells. */
    private static final String PLACE = "Nats-Sequence";

    private static final String PLACE_BEFORE = "Nats-Last-Sequence";

    private final Subjects subjects;
    private final Inbound inbound;
    private final LinkCounters counters;
    private final Consumer<Runnable> later;
    private final Map<String, EntryOrder> orders = new ConcurrentHashMap<>(); // by subject
    private final AtomicInteger era = new AtomicInteger();

    /** @param later makes a call after a moment, under the lock */
    private static final long MAX_PLACE = (1L << 53) - 1; // a larger number reaches no client as it is

    Entries(Subjects subjects, Inbound inbound, LinkCounters counters, Consumer<Runnable> later) {
        this.subjects = subjects;
        this.inbound = inbound;
        this.counters = counters;
        this.later = later;
    }

    void add(String subject) {
        orders.put(subject, new EntryOrder(era.get()));
    }

    void remove(String subject) {
        orders.remove(subject);
    }

    /** What was read: when nothing had been told of the channel yet, this was its newest. */
    void known(String subject, long top) {
        EntryOrder order = orders.get(subject);
        if (order != null) {
            order.known(top);
        }
    }

    /** Numbers begin anew: of another stream. */
    void forget() {
        era.incrementAndGet();
        orders.values().forEach(order -> order.known(0));
    }

    void receive(Message message) {
        EntryOrder order = orders.get(message.getSubject());
        if (order == null) {
            return; // not followed any more
        }
        String channel = subjects.followedChannel(message.getSubject());
        long place = number(message, PLACE);
        long before = number(message, PLACE_BEFORE);
        if (channel == null || place < 1 || place > MAX_PLACE || before < 0 || before >= place) {
            counters.malformed.increment();
            return;
        }
        Consumer<Entry> then = entry -> inbound.appended(channel, entry);
        order.enter(era.get());
        EntryOrder.Outcome outcome = order.take(new Entry(place, before, message.getData()), then);
        if (outcome == EntryOrder.Outcome.LATE) {
            counters.late.increment();
        } else if (outcome == EntryOrder.Outcome.HELD) {
            later.accept(() -> order.release(then));
        }
    }

    /** Something was lost: of no channel is it known what came before the next. */
    void lost() {
        orders.values().forEach(EntryOrder::lost);
    }

    private static long number(Message message, String header) {
        Headers headers = message.getHeaders();
        String text = headers == null ? null : headers.getLast(header);
        return number(text);
    }

    private static long number(@Nullable String text) {
        try {
            return text == null ? -1 : Long.parseLong(text);
        } catch (NumberFormatException malformed) {
            return -1;
        }
    }
}
