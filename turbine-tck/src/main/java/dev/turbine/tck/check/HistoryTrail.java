package dev.turbine.tck.check;

import dev.turbine.api.Position;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Of a channel with history: subscriptions make a chain as long as each recovers what came since the one before. */
final class HistoryTrail implements Trail {
    /** From a subscription that did not recover, over those that did. */
    private static final class Chain {
        private final Event.Subscribed begin;
        private final String node;
        private final String epoch;
        private final SourceOrder order;
        private final List<Event.Received> received = new ArrayList<>();
        private final List<Event.Subscribed> recoveries = new ArrayList<>();
        private long last;
        private boolean toTheEnd;

        private Chain(Event.Subscribed begin, String node, Position from, SourceOrder order) {
            this.begin = begin;
            this.node = node;
            this.epoch = from.epoch();
            this.last = from.offset();
            this.order = order;
        }

        /** Whether a place had been promised by a subscription that recovered. */
        private boolean isPromised(long offset) {
            return recoveries.stream()
                    .anyMatch(e -> e.asked() != null
                            && e.position() != null
                            && e.asked().offset() < offset
                            && offset <= e.position().offset());
        }
    }

    private final boolean counted;
    private final Publications publications;
    private final Places places;
    private final Verdict verdict;
    private final List<Chain> chains = new ArrayList<>();
    private @Nullable Chain chain;
    private boolean subscribed;

    /** @param counted whether offsets have no holes */
    HistoryTrail(boolean counted, Publications publications, Places places, Verdict verdict) {
        this.counted = counted;
        this.publications = publications;
        this.places = places;
        this.verdict = verdict;
    }

    @Override
    public void subscribed(Event.Subscribed event, String node) {
        Position position = event.position();
        if (subscribed) {
            return; // subscribing twice counts once
        }
        subscribed = true;
        if (position == null) {
            verdict.add(Violation.MISPLACED, "without a position: " + event);
            chain = null;
            return;
        }
        if (event.recovered() && isFalse(event, position)) {
            verdict.add(Violation.FALSE_RECOVERED, event.toString());
            begin(event, node, position);
        } else if (event.recovered() && event.asked() != null) {
            Chain before = chain;
            boolean goesOn = before != null && event.asked().equals(new Position(before.epoch, before.last));
            (before != null && goesOn ? before : begin(event, node, event.asked())).recoveries.add(event);
        } else {
            if (counted && chain != null && chain.epoch.equals(position.epoch()) && position.offset() < chain.last) {
                verdict.add(Violation.REORDERED, "position before " + chain.last + ": " + event);
            }
            begin(event, node, position);
        }
        if (!counted) {
            places.note(event.channel(), position);
        }
    }

    private static boolean isFalse(Event.Subscribed event, Position position) {
        Position asked = event.asked();
        return asked == null || !asked.epoch().equals(position.epoch()) || asked.offset() > position.offset();
    }

    private Chain begin(Event.Subscribed event, String node, Position from) {
        Chain begun = new Chain(event, node, from, new SourceOrder(publications, verdict));
        chains.add(begun);
        chain = begun;
        return begun;
    }

    @Override
    public void received(Event.Received event) {
        if (chain == null) {
            return;
        }
        if (event.offset() <= 0) {
            verdict.add(Violation.MISPLACED, "without an offset: " + event);
            return;
        }
        if (event.id() != 0) {
            places.note(event.channel(), new Position(chain.epoch, event.offset()), event.id(), event.toString());
        }
        boolean first = chain.order.take(event);
        if (event.offset() <= chain.last) {
            if (first) {
                verdict.add(Violation.REORDERED, event + " after offset " + chain.last);
            }
            return;
        }
        chain.received.add(event);
        chain.last = event.offset();
    }

    @Override
    public void unsubscribed() {
        subscribed = false;
    }

    @Override
    public void drained() {
        // Who was behind reads on at another node, or is told there that it cannot.
    }

    @Override
    public void ended() {
        if (subscribed && chain != null) {
            chain.toTheEnd = true;
        }
    }

    @Override
    public void judge() {
        chains.forEach(this::judge);
    }

    private void judge(Chain judged) {
        Position from = judged.recoveries.contains(judged.begin) ? judged.begin.asked() : judged.begin.position();
        long before = from == null ? 0 : from.offset();
        for (Event.Received event : judged.received) {
            Long next = counted ? Long.valueOf(before + 1) : places.after(event.channel(), judged.epoch, before);
            if (next != null && next < event.offset()) {
                gap(judged, next, "before " + event);
            }
            before = event.offset();
        }
        if (judged.toTheEnd) {
            judgeEnd(judged, before);
        }
    }

    private void judgeEnd(Chain judged, long last) {
        String channel = judged.begin.channel();
        Long next = places.after(channel, judged.epoch, last);
        if (next != null) {
            gap(judged, next, "at the end of what began with " + judged.begin);
        }
        for (Event.Subscribed recovery : judged.recoveries) {
            Position promised = recovery.position();
            if (next == null && promised != null && promised.offset() > last) {
                verdict.add(Violation.FALSE_RECOVERED, "nothing came after " + last + ": " + recovery);
            }
        }
        publications.owed(channel, judged.begin.at(), judged.node, false, owed -> {
            if (!judged.order.has(owed.id())) {
                verdict.add(Violation.LOST, owed + " for " + judged.begin);
            }
        });
    }

    private void gap(Chain judged, long missing, String where) {
        Violation violation = judged.isPromised(missing) ? Violation.FALSE_RECOVERED : Violation.SILENT_GAP;
        verdict.add(violation, "offset " + missing + " of epoch " + judged.epoch + " is missing " + where);
    }
}
