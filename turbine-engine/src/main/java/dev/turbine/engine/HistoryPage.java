package dev.turbine.engine;

import java.util.List;

/**
 * What a history holds after a position.
 *
 * @param entries the first of them, in order
 * @param top the offset of the newest publication of all
 * @param complete whether these entries follow the position without a hole
 * @param last whether nothing follows them
 */
record HistoryPage(List<HistoryEntry> entries, long top, boolean complete, boolean last) {
    /** Where the position is of another epoch, or the history does not reach back to it. */
    static final HistoryPage LOST = new HistoryPage(List.of(), 0, false, true);

    /** What the entries take of the heap. */
    long bytes() {
        long bytes = 0;
        for (HistoryEntry entry : entries) {
            bytes += entry.bytes();
        }
        return bytes;
    }
}
