package dev.turbine.chaos;

import java.util.Locale;

/**
 * Something that goes wrong for a while.
 *
 * @param target which node, or which NATS server, from 0; of a link, the node
 * @param atMillis since the faults began
 */
record Fault(Kind kind, int target, long atMillis, long lastsMillis) {
    /** What goes wrong. */
    enum Kind {
        /** SIGKILL, and a start at the end. */
        NODE_KILLED("nodes killed and started again"),
        /** SIGSTOP, and SIGCONT at the end. */
        NODE_FROZEN("nodes frozen"),
        NATS_KILLED("NATS servers killed and started again"),
        NATS_FROZEN("NATS servers frozen"),
        /** The node's connections to NATS are reset, and it cannot have others. */
        LINK_CUT("links of a node to NATS reset and refused"),
        /** Nothing moves on the node's connections to NATS, and nothing is lost. */
        LINK_STALLED("links of a node to NATS stalled"),
        /** What is sent either way is thrown away, without a word. */
        LINK_SWALLOWING("links of a node to NATS that swallow what is sent");

        private final String label;

        Kind(String label) {
            this.label = label;
        }

        /** As reports name it. */
        String label() {
            return label;
        }

        boolean ofNats() {
            return this == NATS_KILLED || this == NATS_FROZEN;
        }
    }

    long endMillis() {
        return atMillis + lastsMillis;
    }

    @Override
    public String toString() {
        return String.format(
                Locale.ROOT,
                "%s %d from %.1f s on for %.1f s",
                kind.name().toLowerCase(Locale.ROOT).replace('_', ' ').replace("nats", "NATS server"),
                target + 1,
                atMillis / 1000.0,
                lastsMillis / 1000.0);
    }
}
