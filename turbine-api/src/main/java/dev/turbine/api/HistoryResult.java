package dev.turbine.api;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A page of a channel's history, or why there is none.
 *
 * @param code 200; otherwise 400 (bad channel name, limit under 1), 404 (the channel keeps no history), 410 (the history no
 *     longer reaches back to the position asked for, or is another one), 500 (a fault of Turbine's, which it has logged),
 *     503 (the durable log gave no answer, or shutting down): the statuses that the HTTP API answers with
 * @param message {@code ok}, or what is wrong; a constant text that holds nothing of the input
 * @param top the position of the channel's newest publication, which need not be on this page; null unless the code is 200 or
 *     410
 * @param publications those that follow the position asked for, the oldest first; empty if there are none, or refused
 */
public record HistoryResult(
        int code, String message, @Nullable Position top, List<Publication> publications) {
    public HistoryResult {
        publications = List.copyOf(publications);
    }

    /** A page. */
    public static HistoryResult page(Position top, List<Publication> publications) {
        return new HistoryResult(200, "ok", top, publications);
    }

    /** No page: the position asked for cannot be continued from. */
    public static HistoryResult lost(Position top) {
        return new HistoryResult(410, "position lost", top, List.of());
    }

    /** No page. */
    public static HistoryResult refused(int code, String message) {
        return new HistoryResult(code, message, null, List.of());
    }

    /** Whether there is a page. If not, {@link #code} and {@link #message} say why. */
    public boolean ok() {
        return code == 200;
    }

    /**
     * Where the next page begins: the position of the last publication on this one, or {@link #top} if there is none. To be
     * handed in as {@code since}; to hand in {@link #top} would skip what did not fit on this page.
     *
     * @return null where {@link #top} is
     */
    public @Nullable Position next() {
        return publications.isEmpty()
                ? top
                : publications.get(publications.size() - 1).position();
    }

    /** Whether there is a page, and there was nothing newer than what is on it when it was read. */
    public boolean reachesTop() {
        return ok() && Objects.equals(next(), top);
    }
}
