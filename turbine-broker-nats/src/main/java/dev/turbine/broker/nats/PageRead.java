package dev.turbine.broker.nats;

import dev.turbine.spi.PublicationLog.Entry;
import dev.turbine.spi.PublicationLog.Page;
import io.nats.client.api.StreamInfo;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one page while others publish and the stream forgets. What it says was the case at one moment,
 * near the end of the read: it asks once more for what it began with, and leaves out what has been forgotten meanwhile.
 *
 * <p>A stream forgets the oldest of a channel first ({@link StreamShape}). So when a message is still there, all that came after
 * it on its channel are, and were throughout; and when nothing after a place was forgotten because of its age or the size of
 * the stream, which its first place tells, and fewer are there than may be of one channel, then none was forgotten
 * at all. Owned by the thread of {@link Outbound}.
 */
final class PageRead {
    private static final Logger log = LoggerFactory.getLogger(PageRead.class);

    /** Payloads in one page; a page over it is cut. */
    static final int MAX_PAGE_BYTES = 4 << 20;

    /** More are not asked for one by one. */
    private static final int FEW = 4;

    private static final int MAX_BATCH = 500;

    /** See {@link dev.turbine.spi.PublicationLog#read}. */
    record Wanted(String subject, long after, int limit, boolean newest) {}

    private final LogStream stream;
    private final StreamMessages messages;
    private final Wanted wanted;
    private final long deadline;
    private final Consumer<@Nullable Page> then;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private int bytes;
    private long top;
    private long first; // that was come by; 0 for none
    private long last; // that was come by; 0 for none
    private int count; // of all that were come by
    private boolean cut; // at the old end, for being too many
    private boolean doubtful; // something may have been forgotten
    private boolean told;

    /** @param then given null if the page cannot be read */
    PageRead(LogStream stream, StreamMessages messages, Wanted wanted, long deadline, Consumer<@Nullable Page> then) {
        this.stream = stream;
        this.messages = messages;
        this.wanted = wanted;
        this.deadline = deadline;
        this.then = then;
    }

    void start() {
        messages.last(wanted.subject(), sound(message -> {
            top = message.place();
            if (top > wanted.after() && wanted.limit() > 0) {
                walk();
            } else {
                cut = wanted.newest() && top > wanted.after();
                seekAfter();
            }
        }));
    }

    private <T> Consumer<@Nullable T> sound(Consumer<T> next) {
        return answer -> {
            if (answer == null || deadline - System.nanoTime() < 0) {
                tell(null);
                return;
            }
            try {
                next.accept(answer);
            } catch (Throwable fault) { // somebody waits for an end of it
                log.error("turbine nats broker: fault in what reads history", fault);
                tell(null);
            }
        };
    }

    private void tell(@Nullable Page page) {
        if (!told) {
            told = true;
            messages.close();
            then.accept(page);
        }
    }

    /** Asks the leader for the next. */
    private void walk() {
        messages.next(wanted.subject(), Math.max(wanted.after(), last) + 1, sound(message -> {
            if (message.isNothing()) {
                seekAfter();
                return;
            }
            take(message);
            if (isRead()) {
                seekAfter();
            } else if (count < FEW) {
                walk();
            } else {
                takeMany();
            }
        }));
    }

    private boolean isRead() {
        boolean full = !wanted.newest() && (entries.size() >= wanted.limit() || bytes >= MAX_PAGE_BYTES);
        return last >= top || full;
    }

    /**
     * Takes what a consumer has from the last on. Its server need not be the leader, and may have forgotten more, or not have
     * come as far. So its batch has to begin with what the leader gave last: a channel's oldest are forgotten first,
     * and then none is missing from it. Where it ends, the leader is asked again.
     */
    private void takeMany() {
        int most = wanted.newest() ? MAX_BATCH : Math.min(MAX_BATCH, wanted.limit() - entries.size() + 1);
        messages.batch(wanted.subject(), last, most, sound(batch -> {
            List<Stored> come =
                    batch.stream().filter(message -> message.place() >= last).toList();
            if (!come.isEmpty() && come.get(0).place() != last) {
                tell(null);
                return;
            }
            for (int i = 1; i < come.size() && !isRead(); i++) {
                take(come.get(i));
            }
            if (isRead()) {
                seekAfter();
            } else {
                walk();
            }
        }));
    }

    private void take(Stored message) {
        long before = last > 0 ? last : message.place() - 1; // for the first, the highest that it may be
        comeBy(message);
        entries.add(new Entry(message.place(), before, message.payload()));
        bytes += message.payload().length;
        top = Math.max(top, message.place());
        while (wanted.newest() && (entries.size() > wanted.limit() || bytes > MAX_PAGE_BYTES && entries.size() > 1)) {
            bytes -= entries.removeFirst().payload().length;
            cut = true;
        }
    }

    private void comeBy(Stored message) {
        if (first == 0) {
            first = message.place();
        }
        last = message.place();
        count++;
    }

    /** If what is at the place itself is there, so is all after it. */
    private void seekAfter() {
        if (wanted.after() == 0) {
            seekProof();
            return;
        }
        if (wanted.after() == top) { // it was there when the newest was asked for, and there is none after it
            stream.state(sound(info -> finish(true)));
            return;
        }
        messages.at(wanted.after(), sound(message -> {
            if (message.subject().equals(wanted.subject())) {
                top = Math.max(top, wanted.after());
                stream.state(sound(info -> finish(!cut)));
            } else {
                seekProof();
            }
        }));
    }

    /** Each of a channel that was pushed out for being too many has left as many as may be. */
    private void seekProof() {
        stream.stateOf(wanted.subject(), sound(info -> {
            long there = info.getStreamState().getSubjectMap().getOrDefault(wanted.subject(), 0L);
            doubtful = !isYoung(info) || there >= info.getConfiguration().getMaxMsgsPerSubject();
            seekFirst();
        }));
    }

    /** Nothing after the place was forgotten, unless for there being too many of the channel. */
    private boolean isYoung(StreamInfo info) {
        long firstPlace = info.getStreamState().getFirstSequence();
        return firstPlace <= wanted.after() + 1
                && wanted.after() <= info.getStreamState().getLastSequence();
    }

    /** What was forgotten while this read is left out: whether something else was in between nobody knows. */
    private void seekFirst() {
        if (first == 0) {
            settle();
            return;
        }
        messages.next(wanted.subject(), first, sound(message -> {
            doubtful |= message.place() != first;
            while (!entries.isEmpty()
                    && (message.isNothing() || entries.getFirst().offset() < message.place())) {
                entries.removeFirst();
            }
            settle();
        }));
    }

    private void settle() {
        stream.state(sound(info -> finish(!cut && !doubtful && isYoung(info))));
    }

    private void finish(boolean complete) {
        List<Entry> page = new ArrayList<>(entries);
        if (complete && !page.isEmpty()) {
            Entry oldest = page.get(0);
            page.set(0, new Entry(oldest.offset(), wanted.after(), oldest.payload()));
        }
        tell(new Page(stream.epoch(), top, page, complete));
    }
}
