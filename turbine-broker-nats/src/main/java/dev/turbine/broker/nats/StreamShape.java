package dev.turbine.broker.nats;

import io.nats.client.api.DiscardPolicy;
import io.nats.client.api.Republish;
import io.nats.client.api.RetentionPolicy;
import io.nats.client.api.StorageType;
import io.nats.client.api.StreamConfiguration;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How the stream has to be. It tells by itself of what it has stored ({@code republish}), so that nobody hears of what it
 * has not. It loses publications by age, number or size alone, the oldest of a channel first, and nobody can delete one from
 * the middle: what {@link PageRead} concludes from what is there rests on that.
 */
final class StreamShape {
    /** How long it remembers keys; JetStream wants that to be no longer than it remembers publications. */
    static final Duration REMEMBERS_KEYS = Duration.ofMinutes(2);

    private final StreamConfiguration wanted;

    StreamShape(Subjects subjects, DurableHistory history) {
        wanted = StreamConfiguration.builder()
                .name(subjects.stream())
                .description("history of Turbine's channels")
                .subjects(subjects.allStored())
                .republish(new Republish(subjects.allStored(), subjects.allFollowed(), false))
                .retentionPolicy(RetentionPolicy.Limits)
                .discardPolicy(DiscardPolicy.Old)
                .storageType(StorageType.File)
                .maxMessagesPerSubject(history.size())
                .maxAge(history.ttl())
                .maxBytes(history.maxBytes())
                .replicas(history.replicas())
                .duplicateWindow(history.ttl().compareTo(REMEMBERS_KEYS) < 0 ? history.ttl() : REMEMBERS_KEYS)
                .denyDelete(true)
                .denyPurge(true)
                .build();
    }

    String name() {
        return Objects.requireNonNull(wanted.getName());
    }

    String json() {
        return wanted.toJson();
    }

    /** In what a stream is not as wanted, in words. */
    List<String> differences(StreamConfiguration found) {
        List<String> differences = new ArrayList<>();
        compare(differences, "subjects", found.getSubjects(), wanted.getSubjects());
        compare(differences, "republish", text(found.getRepublish()), text(wanted.getRepublish()));
        compare(differences, "retention", found.getRetentionPolicy(), wanted.getRetentionPolicy());
        compare(differences, "discard", found.getDiscardPolicy(), wanted.getDiscardPolicy());
        compare(differences, "storage", found.getStorageType(), wanted.getStorageType());
        compare(differences, "max_msgs", found.getMaxMsgs(), wanted.getMaxMsgs());
        compare(
                differences,
                "size (max_msgs_per_subject)",
                found.getMaxMsgsPerSubject(),
                wanted.getMaxMsgsPerSubject());
        compare(differences, "ttl (max_age)", found.getMaxAge(), wanted.getMaxAge());
        compare(differences, "bytes (max_bytes)", found.getMaxBytes(), wanted.getMaxBytes());
        compare(differences, "max_msg_size", found.getMaximumMessageSize(), wanted.getMaximumMessageSize());
        compare(differences, "replicas (num_replicas)", found.getReplicas(), wanted.getReplicas());
        compare(differences, "duplicate_window", found.getDuplicateWindow(), wanted.getDuplicateWindow());
        compare(differences, "no_ack", found.getNoAck(), false);
        compare(differences, "sealed", found.getSealed(), false);
        compare(differences, "deny_delete", found.getDenyDelete(), true);
        compare(differences, "deny_purge", found.getDenyPurge(), true);
        compare(differences, "allow_msg_ttl", found.getAllowMessageTtl(), false); // it would forget some out of order
        return differences;
    }

    private static void compare(
            List<String> differences, String what, @Nullable Object found, @Nullable Object wanted) {
        if (!Objects.equals(found, wanted)) {
            differences.add(what + " is " + found + " where this node has " + wanted);
        }
    }

    private static String text(@Nullable Republish republish) {
        return republish == null
                ? "none"
                : republish.getSource() + " to " + republish.getDestination()
                        + (republish.isHeadersOnly() ? " headers only" : "");
    }
}
