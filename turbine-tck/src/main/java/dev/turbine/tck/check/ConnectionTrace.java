package dev.turbine.tck.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What a client saw on one connection. */
final class ConnectionTrace {
    private static final int SHUTTING_DOWN = 4000;
    private static final int TOKEN_EXPIRED = 4003;
    private static final int POSITION_LOST = 4004;

    private final Event.Opened opened;
    private final Trail.Of trails;
    private final Publications publications;
    private final Pages pages;
    private final Verdict verdict;
    private final Map<String, Trail> subscribed = new LinkedHashMap<>();
    private final Set<Integer> excused = new HashSet<>();
    private final Map<String, Map<String, Boolean>> presence =
            new HashMap<>(); // by channel and who, since it is subscribed
    private final List<Event.OfClient> late = new ArrayList<>(); // came after the token had run out
    private boolean expired;
    private boolean drained;

    ConnectionTrace(Event.Opened opened, Trail.Of trails, Publications publications, Pages pages, Verdict verdict) {
        this.opened = opened;
        this.trails = trails;
        this.publications = publications;
        this.pages = pages;
        this.verdict = verdict;
    }

    void take(Event.OfClient event) {
        if (event instanceof Event.Received received) {
            receive(received);
        } else if (event instanceof Event.Listening listening) {
            listen(listening);
        } else if (event instanceof Event.Heard heard) {
            pages.heard(heard);
            receive(new Event.Received(heard.at(), heard.connection(), heard.channel(), 0, heard.id(), heard.intact()));
        } else if (event instanceof Event.Page page) {
            pages.take(page, opened.node());
        } else if (event instanceof Event.Presence told) {
            tell(told);
        } else if (event instanceof Event.Subscribed begin) {
            subscribe(begin);
        } else if (event instanceof Event.Unsubscribed unsubscribed) {
            unsubscribe(unsubscribed);
        } else if (event instanceof Event.Refreshed) {
            // It was accepted before it was answered: what came between the two is let be.
            late.clear();
            expired = false;
        } else if (event instanceof Event.Expired) {
            expired = true;
        } else if (event instanceof Event.Excused excuse) {
            excused.add(excuse.code());
        } else if (event instanceof Event.Drained) {
            drained = true;
        } else if (event instanceof Event.Closed closed) {
            close(closed);
        } else if (event instanceof Event.Ended) {
            subscribed.values().forEach(Trail::ended);
        }
    }

    private void subscribe(Event.Subscribed event) {
        verdict.subscribed++;
        if (event.recovered()) {
            verdict.recovered++;
        } else if (event.asked() != null) {
            verdict.unrecovered++;
        }
        Trail trail = trails.of(opened.client(), event.channel(), publications.kind(event.channel()));
        trail.subscribed(event, opened.node());
        pages.told(event);
        if (subscribed.put(event.channel(), trail) == null) { // subscribing twice counts once
            presence.remove(event.channel());
        }
    }

    private void listen(Event.Listening event) {
        Trail trail = trails.of(opened.client(), event.channel(), event.kind());
        trail.subscribed(
                new Event.Subscribed(event.at(), event.connection(), event.channel(), null, null, false),
                opened.node());
        subscribed.put(event.channel(), trail);
    }

    private void receive(Event.Received event) {
        verdict.delivered++;
        publications.judge(event.channel(), event.id(), event.intact(), event, verdict);
        if (expired) {
            late.add(event);
        }
        Trail trail = subscribed.get(event.channel());
        if (trail == null) {
            verdict.add(Violation.UNINVITED, event.toString());
        } else {
            trail.received(event);
        }
    }

    private void tell(Event.Presence event) {
        if (expired) {
            late.add(event);
        }
        if (!subscribed.containsKey(event.channel())) {
            verdict.add(Violation.UNINVITED, event.toString());
            return;
        }
        Boolean before =
                presence.computeIfAbsent(event.channel(), c -> new HashMap<>()).put(event.who(), event.there());
        if (before != null && before == event.there()) { // of whom nothing was told, it may have been there or not
            verdict.add(Violation.CONTRADICTED, event.toString());
        }
    }

    private void unsubscribe(Event.Unsubscribed event) {
        int code = event.code();
        if (code != 0) {
            verdict.told++;
            boolean mayBeLost =
                    code == POSITION_LOST && publications.kind(event.channel()).hasHistory();
            if (!mayBeLost && !excused.contains(code)) {
                verdict.add(Violation.UNEXPLAINED_CLOSE, event.toString());
            }
        }
        Trail trail = subscribed.remove(event.channel());
        if (trail != null) {
            trail.unsubscribed();
        }
    }

    private void close(Event.Closed event) {
        boolean shutDown = drained && event.code() == SHUTTING_DOWN;
        if (shutDown && !expired) {
            subscribed.values().forEach(Trail::drained);
        }
        boolean explained = shutDown || excused.contains(event.code()) || expired && event.code() == TOKEN_EXPIRED;
        if (!explained) {
            verdict.add(Violation.UNEXPLAINED_CLOSE, event + " of " + opened);
        }
        end();
    }

    /** Nothing more comes on it. */
    void end() {
        late.forEach(event -> verdict.add(Violation.AFTER_EXPIRY, event.toString()));
        late.clear();
        subscribed.values().forEach(Trail::unsubscribed);
        subscribed.clear();
    }
}
