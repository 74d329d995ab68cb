package dev.turbine.tck.check;

import dev.turbine.tck.check.Event.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What the checker found: counts, and the first few offenders of each kind. */
public final class Verdict {
    private static final int SHOWN = 5;

    private final Map<Outcome, Long> published = new EnumMap<>(Outcome.class);
    private final Map<Violation, Long> violations = new EnumMap<>(Violation.class);
    private final Map<Violation, List<String>> offenders = new EnumMap<>(Violation.class);
    long delivered;
    long subscribed;
    long recovered;
    long unrecovered;
    long told;

    Verdict() {}

    void count(Outcome outcome) {
        published.merge(outcome, 1L, Long::sum);
    }

    void add(Violation violation, String offender) {
        violations.merge(violation, 1L, Long::sum);
        List<String> shown = offenders.computeIfAbsent(violation, v -> new ArrayList<>());
        if (shown.size() < SHOWN) {
            shown.add(offender);
        }
    }

    /** Whether no promise was broken. */
    public boolean isClean() {
        return violations.isEmpty();
    }

    /** How often a promise was broken. */
    public long count(Violation violation) {
        return violations.getOrDefault(violation, 0L);
    }

    /** The first few cases, each with what it takes to find it in the journals. */
    public List<String> offenders(Violation violation) {
        return List.copyOf(offenders.getOrDefault(violation, List.of()));
    }

    /** Publications with that outcome. */
    public long published(Outcome outcome) {
        return published.getOrDefault(outcome, 0L);
    }

    /** Publications that arrived. */
    public long delivered() {
        return delivered;
    }

    /** Subscriptions that began, recovered or not. */
    public long subscribed() {
        return subscribed;
    }

    /** Subscriptions that recovered. */
    public long recovered() {
        return recovered;
    }

    /** Subscriptions that asked to recover, and were told that they did not. */
    public long unrecovered() {
        return unrecovered;
    }

    /** Subscriptions that were told by a push that they ended. */
    public long told() {
        return told;
    }

    /** All counts in one line, and a line for each offender. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("published:");
        for (Outcome outcome : Outcome.values()) {
            text.append(' ')
                    .append(published(outcome))
                    .append(' ')
                    .append(outcome.name().toLowerCase(Locale.ROOT));
        }
        text.append("; delivered: ").append(delivered);
        text.append("; subscribed: ")
                .append(subscribed)
                .append(", ")
                .append(recovered)
                .append(" recovered, ");
        text.append(unrecovered).append(" not recovered, ").append(told).append(" told to end;");
        for (Violation violation : Violation.values()) {
            text.append(' ')
                    .append(count(violation))
                    .append(' ')
                    .append(violation.label())
                    .append(',');
        }
        text.setLength(text.length() - 1);
        offenders.forEach((violation, shown) -> shown.forEach(offender ->
                text.append("\n  ").append(violation.label()).append(": ").append(offender)));
        return text.toString();
    }
}
