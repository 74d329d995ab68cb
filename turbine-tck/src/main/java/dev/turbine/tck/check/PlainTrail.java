package dev.turbine.tck.check;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of a channel without history: every subscription is for itself. */
final class PlainTrail implements Trail {
    /** One subscription, from its reply to its end. */
    private static final class Stretch {
        private final Event.Subscribed begin;
        private final String node;
        private final SourceOrder order;
        private long last;
        private boolean toTheEnd;
        private boolean drained;

        private Stretch(Event.Subscribed begin, String node, SourceOrder order) {
            this.begin = begin;
            this.node = node;
            this.order = order;
        }
    }

    private final ChannelKind kind;
    private final Publications publications;
    private final NodeOrders orders;
    private final Verdict verdict;
    private final List<Stretch> stretches = new ArrayList<>();
    private @Nullable Stretch current;

    PlainTrail(ChannelKind kind, Publications publications, NodeOrders orders, Verdict verdict) {
        this.kind = kind;
        this.publications = publications;
        this.orders = orders;
        this.verdict = verdict;
    }

    @Override
    public void subscribed(Event.Subscribed event, String node) {
        if (current == null) { // subscribing twice counts once
            current = new Stretch(event, node, new SourceOrder(publications, verdict));
            stretches.add(current);
        }
    }

    @Override
    public void received(Event.Received event) {
        Stretch stretch = current;
        if (stretch != null && stretch.order.take(event)) {
            orders.of(stretch.node, event.channel()).follows(stretch.last, event.id());
            stretch.last = event.id();
        }
    }

    @Override
    public void unsubscribed() {
        current = null;
    }

    @Override
    public void drained() {
        if (current != null) {
            current.drained = true;
        }
    }

    @Override
    public void ended() {
        if (current != null) {
            current.toTheEnd = true;
            if (kind == ChannelKind.LATEST) {
                orders.of(current.node, current.begin.channel()).noteLatest(current.last);
            }
        }
    }

    @Override
    public void judge() {
        stretches.forEach(this::judge);
    }

    private void judge(Stretch stretch) {
        Event.Subscribed begin = stretch.begin;
        if (kind == ChannelKind.LOSSLESS || kind == ChannelKind.LOCAL) {
            publications.owed(begin.channel(), begin.at(), stretch.node, kind == ChannelKind.LOCAL, owed -> {
                boolean passed = stretch.order.newest(owed.source()) > owed.id();
                boolean due = stretch.drained && owed.source().equals(stretch.node);
                if ((stretch.toTheEnd || passed || due) && !stretch.order.has(owed.id())) {
                    verdict.add(Violation.LOST, owed + " for " + begin);
                }
            });
        } else if (kind == ChannelKind.LATEST && (stretch.toTheEnd || stretch.drained)) {
            // Of two sources nobody can tell which one's was the later; that subscribers agree is looked at elsewhere.
            Event.Published last = publications.of(stretch.last);
            publications.owed(begin.channel(), begin.at(), stretch.node, true, owed -> {
                if (last == null || last.source().equals(owed.source()) && last.id() < owed.id()) {
                    verdict.add(Violation.LOST, owed + " is later than the latest, " + stretch.last + ", of " + begin);
                }
            });
        }
    }
}
