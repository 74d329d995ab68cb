package dev.turbine.example.server;

import static dev.turbine.example.server.Environment.wrong;

import dev.turbine.Turbine;
import dev.turbine.api.ChannelOptions;
import dev.turbine.api.TurbineException;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code TURBINE_CHANNELS}: entries of a pattern and options, separated by semicolons. */
final class ChannelSettings {
    private static final String VARIABLE = "TURBINE_CHANNELS";

    private ChannelSettings() {}

    /** @throws TurbineException if an entry is wrong; the message names it */
    static Map<String, ChannelOptions> from(Environment environment) {
        Map<String, ChannelOptions> channels = new LinkedHashMap<>();
        if (!environment.has(VARIABLE)) {
            return channels;
        }
        for (String text : environment.text(VARIABLE, "").split(";")) {
            String entry = text.strip();
            if (!entry.isEmpty()) {
                add(entry, channels);
            }
        }
        return channels;
    }

    private static void add(String entry, Map<String, ChannelOptions> channels) {
        String[] parts = entry.split("\\s+", 2);
        if (parts.length < 2) {
            throw wrong(VARIABLE, entry, "has no options; write for instance: " + parts[0] + " history=100 ttl=5m");
        }
        try {
            ChannelOptions options = ChannelOptions.parse(parts[1]);
            Turbine.builder().channels(parts[0], options); // knows what a pattern looks like
            if (channels.put(parts[0], options) != null) {
                throw wrong(VARIABLE, entry, "gives options to " + parts[0] + " for a second time");
            }
        } catch (IllegalArgumentException e) {
            throw wrong(VARIABLE, entry, String.valueOf(e.getMessage()));
        }
    }
}
