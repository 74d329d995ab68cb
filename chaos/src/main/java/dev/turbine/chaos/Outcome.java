package dev.turbine.chaos;

import dev.turbine.tck.check.Event;
import dev.turbine.tck.check.Verdict;
import dev.turbine.tck.check.Violation;
import java.util.Locale;

/**
 * What a run has come to.
 *
 * @param behind clients that had not read to the end when nothing more came
 */
record Outcome(Options options, Plan plan, Progress progress, Verdict verdict, long behind, long seconds) {
    boolean isClean() {
        return verdict.isClean() && behind == 0;
    }

    /** For a page of Markdown, and to be read as it is. */
    String table() {
        StringBuilder table = new StringBuilder("| what happened | |\n|---|--:|\n");
        row(table, "publications acknowledged", verdict.published(Event.Outcome.ACKED));
        row(table, "publications of unknown outcome in the end", verdict.published(Event.Outcome.UNKNOWN));
        row(table, "publications whose first attempt was not acknowledged", progress.retried.sum());
        row(table, "publications that were acknowledged and sent once more", progress.repeated.sum());
        row(table, "attempts to publish, over HTTP", progress.attempts.sum());
        row(table, "connections of clients", progress.connections.sum());
        row(table, "deliveries", verdict.delivered());
        row(table, "subscriptions", verdict.subscribed());
        row(table, "subscriptions that recovered", verdict.recovered());
        row(table, "subscriptions that were told that they did not", verdict.unrecovered());
        row(table, "subscriptions that the server ended, and said so", verdict.told());
        for (Fault.Kind kind : Fault.Kind.values()) {
            row(table, kind.label(), plan.count(kind));
        }
        row(table, "seconds, from the start to the end", seconds);
        table.append("\n| what must not happen | |\n|---|--:|\n");
        for (Violation violation : Violation.values()) {
            row(table, violation.label(), verdict.count(violation));
        }
        row(table, "clients that did not get to the end", behind);
        return table.toString();
    }

    private static void row(StringBuilder table, String name, long value) {
        table.append(String.format(Locale.ROOT, "| %s | %,d |%n", name, value));
    }
}
