package dev.turbine.broker.nats;

import dev.turbine.broker.nats.PageSource.Extent;
import dev.turbine.spi.PublicationLog.Entry;
import dev.turbine.spi.PublicationLog.Page;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads one page while others publish and the stream forgets. What it says was the case at one moment, near the end of the
 * read: when it has what it wants it asks whether something may be missing, and if so leaves out what has been forgotten meanwhile.
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

    private final PageSource source;
    private final Wanted wanted;
    private final long deadline;
    private final Runnable takesNoMore;
    private final Consumer<@Nullable Page> then;

    private final Deque<Entry> entries = new ArrayDeque<>();
    private final Deque<Stored> ahead = new ArrayDeque<>(); // of the consumer, not taken yet
    private int bytes;
    private long top;
    private long last; // that was taken; 0 for none
    private int count; // of all that were taken
    private boolean cut; // at the old end, for being too many
    private boolean taking = true;
    private boolean told;

    /**
     * @param takesNoMore called once, before {@code then} or long before: it holds no messages and asks for none
     * @param then given null if the page cannot be read
     */
    PageRead(PageSource source, Wanted wanted, long deadline, Runnable takesNoMore, Consumer<@Nullable Page> then) {
        this.source = source;
        this.wanted = wanted;
        this.deadline = deadline;
        this.takesNoMore = takesNoMore;
        this.then = then;
    }

    void start() {
        source.last(wanted.subject(), sound(message -> {
            top = message.place();
            if (top > wanted.after() && wanted.limit() > 0) {
                walk();
            } else if (top > wanted.after()) {
                cut = wanted.newest();
                seekAfter();
            } else {
                proveNothing();
            }
        }));
    }

    /**
     * Nothing newer than the place was there. Had there ever been, the newest of it would have aged, since only newer ones
     * push one out; and what has aged is below the first place of the stream.
     */
    private void proveNothing() {
        takeNoMore();
        source.extent(sound(extent -> finish(isYoung(extent))));
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
            takeNoMore();
            source.close();
            then.accept(page);
        }
    }

    private void takeNoMore() {
        if (taking) {
            taking = false;
            takesNoMore.run();
        }
    }

    /** Asks the leader for the next. */
    private void walk() {
        source.next(wanted.subject(), Math.max(wanted.after(), last) + 1, sound(message -> {
            if (message.isNothing()) {
                seekAfter();
                return;
            }
            take(message);
            takeAhead();
            if (isRead()) {
                seekAfter();
            } else if (count < FEW || !ahead.isEmpty()) {
                walk();
            } else {
                fetch();
            }
        }));
    }

    private boolean isRead() {
        boolean full = !wanted.newest() && (entries.size() >= wanted.limit() || bytes >= MAX_PAGE_BYTES);
        return last >= top || full;
    }

    /** Asks the consumer for more, and then the leader again. */
    private void fetch() {
        int most = wanted.newest() ? MAX_BATCH : Math.min(MAX_BATCH, wanted.limit() - entries.size() + 1);
        source.batch(wanted.subject(), last, most, sound(batch -> {
            ahead.addAll(batch);
            takeAhead();
            if (isRead()) {
                seekAfter();
            } else {
                walk();
            }
        }));
    }

    /**
     * Takes what has come of the consumer and follows the last. Its server need not be the leader, and may have forgotten
     * more; some that it sent may have come too late. So nothing is taken before the leader has given one that is among it: what
     * comes behind that one has no hole, since a channel's oldest are forgotten first (but for what a server forgets while it
     * sends: docs/decisions/durable-log.md). Until then the leader is asked one by one.
     */
    private void takeAhead() {
        while (!ahead.isEmpty() && ahead.getFirst().place() < last) {
            ahead.removeFirst();
        }
        if (!ahead.isEmpty() && ahead.getFirst().place() == last) {
            ahead.removeFirst();
            while (!ahead.isEmpty() && !isRead()) {
                take(ahead.removeFirst());
            }
        }
    }

    private void take(Stored message) {
        long before = last > 0 ? last : message.place() - 1; // for the first, the highest that it may be
        last = message.place();
        count++;
        entries.add(new Entry(message.place(), before, message.payload()));
        bytes += message.payload().length;
        top = Math.max(top, message.place());
        while (wanted.newest() && (entries.size() > wanted.limit() || bytes > MAX_PAGE_BYTES && entries.size() > 1)) {
            bytes -= entries.removeFirst().payload().length;
            cut = true;
        }
    }

    /** If what is at the place itself is there, so is all after it. */
    private void seekAfter() {
        if (wanted.after() == 0) {
            seekProof();
            return;
        }
        source.at(wanted.after(), sound(message -> {
            if (message.subject().equals(wanted.subject())) {
                confirm(!cut);
            } else {
                seekProof();
            }
        }));
    }

    /** Each of a channel that was pushed out for being too many has left as many as may be, unless some of these have aged. */
    private void seekProof() {
        source.extentOf(wanted.subject(), sound(counted -> {
            if (counted.full() || !isYoung(counted)) {
                leaveOut();
                return;
            }
            source.extent(sound(extent -> {
                if (isYoung(extent)) { // and was when they were counted
                    finish(!cut);
                } else {
                    leaveOut();
                }
            }));
        }));
    }

    /** Nothing after the place has aged, and the place is one that was given. */
    private boolean isYoung(Extent extent) {
        return extent.first() <= wanted.after() + 1 && wanted.after() <= extent.last();
    }

    /** Leaves out what was forgotten while this read: whether something else was in between nobody knows. */
    private void leaveOut() {
        if (entries.isEmpty()) {
            finish(false);
            return;
        }
        source.next(wanted.subject(), entries.getFirst().offset(), sound(message -> {
            while (!entries.isEmpty()
                    && (message.isNothing() || entries.getFirst().offset() < message.place())) {
                entries.removeFirst();
            }
            confirm(false);
        }));
    }

    /** Once it is certain that all was read of one stream. */
    private void confirm(boolean complete) {
        source.extent(sound(same -> finish(complete)));
    }

    private void finish(boolean complete) {
        List<Entry> page = new ArrayList<>(entries);
        if (complete && !page.isEmpty()) {
            Entry oldest = page.get(0);
            page.set(0, new Entry(oldest.offset(), wanted.after(), oldest.payload()));
        }
        tell(new Page(source.epoch(), top, page, complete));
    }
}
