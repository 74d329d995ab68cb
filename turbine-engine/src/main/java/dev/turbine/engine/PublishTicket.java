package dev.turbine.engine;

import dev.turbine.api.PublishResult;
import dev.turbine.spi.Broker;
import dev.turbine.spi.PublicationLog;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Travels with a publication and is counted down at every place that has dealt with it; the last one completes the result
 * on the callback executor and returns the permits.
 */
final class PublishTicket {
    private final Node node;
    private final int publications;
    private final int bytes;
    private final Consumer<PublishResult> done;
    private final AtomicInteger places;
    private final AtomicInteger delivered = new AtomicInteger();
    private volatile boolean notForwarded;
    private volatile @Nullable String failure;

    /** @param publications how many homes it is sent to; so many permits and {@code bytes} are held */
    PublishTicket(Node node, int publications, int bytes, Consumer<PublishResult> done) {
        this.node = node;
        this.publications = publications;
        this.bytes = bytes;
        this.done = done;
        this.places = new AtomicInteger(publications);
    }

    /** Adds places that will deal with it. Called by a place that has not arrived yet. */
    void expect(int more) {
        places.addAndGet(more);
    }

    /** The broker has dealt with it. */
    void forwarded(Broker.Forwarding forwarding) {
        if (forwarding != Broker.Forwarding.FORWARDED) {
            notForwarded = true;
        }
        arrive(0);
    }

    /** The log has dealt with it. */
    void appended(PublicationLog.Outcome outcome) {
        if (outcome == PublicationLog.Outcome.NOT_APPENDED) {
            failure = "not taken by the log";
        } else if (outcome == PublicationLog.Outcome.UNKNOWN) {
            failure = "not confirmed by the log: it may come or not";
        }
        arrive(0);
    }

    /** A place has dealt with it; {@code accepted} sessions there took it. */
    void arrive(int accepted) {
        if (accepted > 0) {
            delivered.addAndGet(accepted);
        }
        if (places.decrementAndGet() == 0) {
            node.permits.applied(publications);
            node.callbacks.execute(this::complete);
        }
    }

    private void complete() {
        try {
            String failed = failure;
            done.accept(
                    failed == null
                            ? PublishResult.accepted(delivered.get(), !notForwarded)
                            : PublishResult.refused(503, failed));
        } catch (Throwable fault) {
            node.fault("fault in a callback of a publication", fault);
        } finally {
            node.permits.releasePublications(publications, bytes);
        }
    }
}
