package dev.turbine.broker.nats;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a page is read from: what the stream holds, as one reader sees it. Each question has one answer, on the thread of the
 * reader; null if there is none, or one that helps nobody.
 */
interface PageSource {
    /**
     * How far the stream goes.
     *
     * @param first the lowest place that has not been forgotten: all below are gone
     * @param last the highest that was ever given
     * @param full whether there are as many of the subject that was asked for as there may be
     */
    record Extent(long first, long last, boolean full) {}

    /** Which stream it is. */
    String epoch();

    /** The newest of a subject. Of the leader, as all but a batch is. */
    void last(String subject, Consumer<@Nullable Stored> then);

    /** The first of a subject from a place on. */
    void next(String subject, long from, Consumer<@Nullable Stored> then);

    /** What is at a place, of whatever subject. */
    void at(long place, Consumer<@Nullable Stored> then);

    /**
     * The next of a subject, from a place on at first, and then from where it ended the last time. Its server need not be the
     * leader: it may have forgotten more, and may not have come as far. None if there is none, or if it is larger than a batch.
     */
    void batch(String subject, long from, int most, Consumer<@Nullable List<Stored>> then);

    /** How far the stream goes at a moment after the question; null also if it has become another one. */
    void extent(Consumer<@Nullable Extent> then);

    /** The same, with how many there are of a subject: these are counted last. */
    void extentOf(String subject, Consumer<@Nullable Extent> then);

    /** The reader has read what it wanted. */
    void close();
}
