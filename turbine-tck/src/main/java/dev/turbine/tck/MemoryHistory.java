package dev.turbine.tck;

import dev.turbine.spi.PublicationLog.Entry;
import dev.turbine.spi.PublicationLog.Page;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the logs of a {@link MemoryNetwork} share. All under the network's lock. */
final class MemoryHistory {
    private static final int MOST_KEYS = 10_000;

    private final int size;
    private String epoch = UUID.randomUUID().toString();
    private final Map<String, Channel> channels = new HashMap<>();
    private final Map<List<String>, Long> keys = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Long> eldest) {
            return size() > MOST_KEYS;
        }
    };
    private long newest;

    MemoryHistory(int size) {
        this.size = size;
    }

    private static final class Channel {
        final Deque<Entry> entries = new ArrayDeque<>();
        long top;
        long gone; // the newest that is not held any more
    }

    int size() {
        return size;
    }

    /** Starts afresh. */
    void renew() {
        epoch = UUID.randomUUID().toString();
        channels.clear();
        keys.clear();
        newest = 0;
    }

    /** The place of what was appended before with the same key; null if there is none, or no key. */
    @Nullable
    Long placeOf(String channel, @Nullable String key) {
        return key == null ? null : keys.get(List.of(channel, key));
    }

    Entry append(String name, byte[] payload, @Nullable String key) {
        Channel channel = channels.computeIfAbsent(name, any -> new Channel());
        Entry entry = new Entry(++newest, channel.top, payload.clone());
        channel.top = entry.offset();
        channel.entries.add(entry);
        if (channel.entries.size() > size) {
            channel.gone = channel.entries.remove().offset();
        }
        if (key != null) {
            keys.put(List.of(name, key), entry.offset());
        }
        return entry;
    }

    Page read(String name, long after, int limit, boolean newestOnes) {
        Channel channel = channels.getOrDefault(name, new Channel());
        List<Entry> following = new ArrayList<>();
        for (Entry entry : channel.entries) {
            if (entry.offset() > after) {
                following.add(new Entry(
                        entry.offset(), entry.previous(), entry.payload().clone()));
            }
        }
        int most = Math.min(limit, following.size());
        boolean cut = newestOnes && most < following.size();
        List<Entry> page =
                newestOnes ? following.subList(following.size() - most, following.size()) : following.subList(0, most);
        boolean complete = !cut && channel.gone <= after && after <= newest;
        if (complete && !page.isEmpty()) {
            page.set(0, new Entry(page.get(0).offset(), after, page.get(0).payload()));
        }
        return new Page(epoch, channel.top, page, complete);
    }
}
