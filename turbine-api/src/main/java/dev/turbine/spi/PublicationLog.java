package dev.turbine.spi;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * An ordered log that all nodes share: the history of channels, kept outside of every node. What is appended comes back to
 * every node that follows the channel, the one that appended it as well, in one order. The rules that a log keeps stand in
 * {@code docs/spi.md}.
 *
 * <p><b>Threads:</b> {@link #start} and {@link #retention} are called by the thread that starts the node, every other method
 * by the engine's shards, those about one channel one after another; stages complete on any thread, also within the call.
 * <b>Blocking:</b> none of them blocks or throws.
 */
public interface PublicationLog {
    /**
     * One publication in the log.
     *
     * @param offset its place; rises within a channel, with holes, since the log may number all channels together
     * @param previous the offset of the channel's publication before it, though that may have been trimmed since; 0 for the
     *     first that the log has ever held of the channel. A log that has trimmed that one and does not know its offset any
     *     more says 0 of one that comes by {@link Listener#onAppended}, and one less than {@code offset} of the first in a
     *     page that is not complete
     * @param payload its data; not to be changed
     */
    record Entry(long offset, long previous, byte[] payload) {}

    /**
     * What the log holds of a channel.
     *
     * @param epoch which log it is: another one whenever offsets start afresh
     * @param top offset of the newest publication of the channel; 0 when it holds none, also if it has trimmed them all:
     *     so it may be lower than it was before
     * @param entries those after the offset asked for, in order
     * @param complete whether {@code entries} begins with what follows that offset: false if something between may have been
     *     trimmed, or the log has not come that far. If true, the first entry's {@code previous} is that offset
     */
    record Page(String epoch, long top, List<Entry> entries, boolean complete) {
        public Page {
            entries = List.copyOf(entries);
        }
    }

    /**
     * How much it keeps of each channel at the most.
     *
     * @param size how many publications, at least 1; {@link Integer#MAX_VALUE} for any number
     * @param ttl how long each of them, longer than none; a hundred years for as long as there is room
     */
    record Retention(int size, Duration ttl) {}

    /** What became of a publication. */
    enum Outcome {
        /** The log has it, now or by an earlier attempt with the same key. */
        APPENDED,
        /** The log does not have it, and will not. */
        NOT_APPENDED,
        /** It was handed over and not confirmed: it may come, or not. */
        UNKNOWN
    }

    /** @param offset its place if it is {@link Outcome#APPENDED}; otherwise 0 */
    record Appended(Outcome outcome, long offset) {}

    /**
     * Called once, after the broker has started and before anything else. A log that cannot be reached by then is read and
     * appended to when it can, after {@link Listener#onGap}.
     */
    void start(Listener listener);

    /**
     * How much of a channel it keeps at the most: the engine warns of channels that are to have more. Asked for once, after
     * the start.
     *
     * @return null if it does not say; the default
     */
    default @Nullable Retention retention() {
        return null;
    }

    /**
     * Appends a publication, those of a channel in the order of the calls.
     *
     * @param payload its data; not to be changed
     * @param key names this publication among all of the channel: a second one with the same key, within the time that
     *     the log remembers, is not appended, and answered as the first; null for a publication without one
     * @return never fails
     */
    CompletionStage<Appended> append(String channel, byte[] payload, @Nullable String key);

    /**
     * Asks for what is appended to a channel from now on, by {@link Listener#onAppended}. When the stage completes nothing
     * that is appended later is missed, or {@link Listener#onGap} says so. Completes within a few seconds also if the log
     * cannot be reached; it is then followed as soon as it can.
     */
    CompletionStage<Void> follow(String channel);

    /** The channel is not needed any more. May take effect later. */
    void unfollow(String channel);

    /**
     * Reads a channel's entries after an offset, the oldest first.
     *
     * @param limit how many at the most; a log may give less, if they are large: the oldest of them, or the newest
     * @param newest true for the newest {@code limit} of them; {@link Page#complete} then says whether these are all
     * @return null if the log cannot be read at the moment; never fails
     */
    CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest);

    /** The engine's side. */
    interface Listener {
        /**
         * A publication has been appended, here or on another node: those of a channel come in order, each once; one that
         * is missing shows by the next one's {@link Entry#previous}.
         *
         * <p><b>Blocking:</b> until the node has room for it.
         */
        void onAppended(String channel, Entry entry);

        /**
         * Publications of any channel may have been missed, or the log has become another one, with another {@link
         * Page#epoch}. From now on nothing is missed again. Does not block.
         */
        void onGap();
    }
}
