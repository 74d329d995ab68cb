package dev.turbine.engine;

import java.util.List;

/**
 * What a history holds after a position.
 *
 * @param entries the first of them, in order
 * @param top the offset of the newest publication of all
 * @param complete whether these entries follow the position without a hole; false also if it is one of another epoch
 */
record HistoryPage(List<HistoryEntry> entries, long top, boolean complete) {
    static final HistoryPage LOST = new HistoryPage(List.of(), 0, false);
}
