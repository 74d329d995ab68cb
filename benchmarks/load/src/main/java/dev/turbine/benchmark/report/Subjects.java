package dev.turbine.benchmark.report;

import java.util.List;
import java.util.Map;

/** How subjects are ordered and drawn: Turbine stands out, what it is measured against steps back. */
final class Subjects {
    private static final String GREY = "#6e7781";
    private static final Style UNKNOWN = new Style(GREY, 1.5, "2 3", 5);
    private static final Map<String, Style> STYLES = Map.ofEntries(
            Map.entry("turbine-jetty", new Style("#0a58ca", 3, "", 0)),
            Map.entry("turbine-undertow", new Style("#c2410c", 3, "", 1)),
            Map.entry("turbine-jakarta", new Style("#00795c", 3, "", 2)),
            Map.entry("bare-jetty", new Style("#6fa1e8", 1.75, "6 4", 0)),
            Map.entry("bare-undertow", new Style("#eb9467", 1.75, "6 4", 1)),
            Map.entry("bare-jakarta", new Style("#66b09d", 1.75, "6 4", 2)),
            Map.entry("floor-1", new Style("#a3aab2", 1.75, "2 3", 3)),
            Map.entry("floor-16", new Style(GREY, 1.75, "2 3", 4)),
            Map.entry("jakarta-loop", new Style("#7fbfa9", 1.75, "6 4", 2)),
            Map.entry("cometd", new Style("#8a6d1f", 1.75, "", 3)),
            Map.entry("stomp", new Style("#7d4fa3", 1.75, "", 4)),
            Map.entry("socketio", new Style("#3b8894", 1.75, "", 5)),
            Map.entry("vertx", new Style("#b05c88", 1.75, "", 2)));
    private static final List<String> ORDER = List.of(
            "turbine-jetty",
            "turbine-undertow",
            "turbine-",
            "bare-",
            "floor-",
            "jakarta-loop",
            "cometd",
            "stomp",
            "socketio",
            "vertx");

    /** @param marker number of a shape, so that lines differ also without their colours */
    record Style(String colour, double width, String dashes, int marker) {
        boolean strong() {
            return width > 2;
        }
    }

    private Subjects() {}

    static Style style(String subject) {
        return STYLES.getOrDefault(subject, UNKNOWN);
    }

    static int rank(String subject) {
        for (int i = 0; i < ORDER.size(); i++) {
            if (subject.startsWith(ORDER.get(i))) {
                return i;
            }
        }
        return ORDER.size();
    }
}
