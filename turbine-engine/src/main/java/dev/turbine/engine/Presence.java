package dev.turbine.engine;

import dev.turbine.api.PresenceResult;
import dev.turbine.engine.protocol.PresenceReport;
import dev.turbine.engine.protocol.PresenceReport.Kind;
import dev.turbine.spi.Broker;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Who is on a channel: the sessions of this node, and those that other nodes say they have. Owned by the channel's home.
 *
 * <p>Nodes tell each other who comes and goes by the broker, under a name next to the channel's, so that only those hear it
 * who are interested. One that begins to listen asks the others for all they have; so does one that may have missed
 * something. Of a node that is not known nothing is believed: when it becomes known everybody is asked again. So when a node
 * dies, its sessions go with it, and do not come back.
 */
final class Presence {
    /** What the others have is known so long after they were asked: a pause of theirs, and the way there and back. */
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(250);

    /** When a node comes or a link is back all nodes ask: a random part of this later all that asked get one answer. */
    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** What was not forwarded is said again so much later, and twice as much after each further time. */
    private static final long RETRY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final long MAX_RETRY_NANOS = TimeUnit.SECONDS.toNanos(8);

    /** Before a channel's name: no channel is named like that, since it is a control character. */
    private static final char MARK = '\u0001';

    /** Told of those who come and go, here and elsewhere. */
    interface Listener {
        void changed(String change, String client, String user);
    }

    /** What one other node says. */
    private static final class Elsewhere {
        final Map<String, String> users = new LinkedHashMap<>();
        /** Those that it has named since it began to name all; null while it does not, or a part of them is missing. */
        @Nullable
        Set<String> named;

        int nextPart;
    }

    private final String channel;
    private final Shard home;
    private final Node node;
    private final @Nullable Relay relay;
    private final Listener listener;
    private final Map<String, String> here = new LinkedHashMap<>();
    private final Map<String, Elsewhere> elsewhere = new HashMap<>();
    private final Map<String, Integer> sessionsByUser = new HashMap<>(); // here and elsewhere
    private final List<Runnable> waiting = new ArrayList<>(0);
    private boolean settled;
    private boolean listening; // the broker relays what others say
    private boolean closed;
    private boolean untold; // the others are to be told of all that are here
    private boolean unasked; // the others are to be asked for all that are there
    private long settleAt = Timers.NEVER;
    private long speakAt = Timers.NEVER;
    private long retryNanos = RETRY_NANOS;
    private long refusedAt; // the last time that something was

    private final Timers.Timer timer = new Timers.Timer() {
        @Override
        void fire() {
            long now = home.now();
            if (speakAt <= now) {
                speakAt = Timers.NEVER;
                home.presenceTurns.add(Presence.this);
            }
            if (settleAt <= now) {
                settle();
            }
            schedule();
        }

        @Override
        void fault() {
            Presence.this.fault();
        }
    };

    Presence(String channel, Shard home, Listener listener) {
        this.channel = channel;
        this.home = home;
        this.node = home.node;
        this.relay = node.relay;
        this.listener = listener;
        this.refusedAt = home.now();
    }

    /** Whose presence a broker's channel is about; null if it is not about that. */
    static @Nullable String channelOf(String name) {
        return !name.isEmpty() && name.charAt(0) == MARK ? name.substring(1) : null;
    }

    void open() {
        if (relay == null) {
            settle();
        } else {
            relay.subscribe(home, MARK + channel).thenRun(() -> home.post(this::begin));
        }
    }

    private void begin() {
        listening = true;
        if (!closed) {
            untold = true; // also if nobody is here: of an earlier time here somebody may be left there
            unasked = true;
            home.presenceTurns.add(this);
        }
    }

    private void settle() {
        settled = true;
        settleAt = Timers.NEVER;
        List<Runnable> ready = List.copyOf(waiting);
        waiting.clear();
        ready.forEach(home::guard);
    }

    void close() {
        if (listening && untold) {
            unasked = false;
            speak(); // the last word: others may still know somebody who has left
        }
        closed = true;
        home.timers.set(timer, Timers.NEVER);
        home.presenceTurns.remove(this);
        elsewhere.values().forEach(this::release);
        elsewhere.clear();
        if (relay != null) {
            relay.unsubscribe(MARK + channel);
        }
    }

    /** It could not speak, or settle: who waits is answered with what is known, and it tries again. */
    void fault() {
        settle();
        speakBy(home.now() + RETRY_NANOS);
    }

    private void speakBy(long time) {
        if (listening && !closed) {
            speakAt = Math.min(speakAt, time);
            schedule();
        }
    }

    private void schedule() {
        home.timers.set(timer, Math.min(settleAt, speakAt));
    }

    /** Nobody of this node is there, and nobody waits for an answer. */
    boolean isIdle() {
        return here.isEmpty() && waiting.isEmpty();
    }

    // This node's sessions

    void join(String client, String user) {
        if (here.put(client, user) == null) {
            came(client, user);
            tell(Kind.JOIN, Map.of(client, user));
        }
    }

    void leave(String client) {
        String user = here.remove(client);
        if (user != null) {
            went(client, user);
            tell(Kind.LEAVE, Map.of(client, user));
        }
    }

    // What nodes say

    /** Another node has become known: what it said before was not believed. */
    void nodeJoined() {
        unasked = true;
        pause();
    }

    /** What others say may have been missed, and others what this node says. */
    void gap() {
        untold = true;
        unasked = true;
        pause();
    }

    private void pause() {
        retryNanos = RETRY_NANOS;
        speakBy(home.now() + home.randomPartOf(PAUSE_NANOS));
    }

    /** Its turn has come: tells and asks what it is due to. Returns in how many reports. */
    int speak() {
        int reports = 0;
        if (untold) {
            for (byte[] part : PresenceReport.encodeAll(node.nodes.id(), here)) {
                send(part, false);
                reports++;
            }
            untold = false;
        }
        if (unasked) {
            send(PresenceReport.encode(node.nodes.id(), Kind.ASK, Map.of()), true);
            reports++;
            unasked = false;
            if (!settled) {
                settleAt = home.now() + SETTLE_NANOS;
                schedule();
            }
        }
        return reports;
    }

    private void tell(Kind kind, Map<String, String> clients) {
        if (listening) {
            send(PresenceReport.encode(node.nodes.id(), kind, clients), false);
        }
    }

    private void send(byte[] report, boolean ask) {
        if (relay != null) {
            relay.publish(home, MARK + channel, report).thenAccept(forwarding -> {
                if (forwarding != Broker.Forwarding.FORWARDED) {
                    home.post(() -> repeat(ask));
                }
            });
        }
    }

    /** Some of the others may not have heard it. */
    private void repeat(boolean ask) {
        untold |= !ask;
        unasked |= ask;
        long now = home.now();
        if (now - refusedAt > 2 * MAX_RETRY_NANOS) {
            retryNanos = RETRY_NANOS; // all has got through meanwhile
        }
        refusedAt = now;
        if (speakAt > now + retryNanos) {
            speakBy(now + retryNanos);
            retryNanos = Math.min(2 * retryNanos, MAX_RETRY_NANOS);
        }
    }

    /** Another node has said something. */
    void heard(PresenceReport report) {
        if (report.kind() == Kind.ASK) {
            untold = true;
            pause();
            return;
        }
        if (!node.nodes.knows(report.node())) {
            return; // it is asked as soon as it is known
        }
        Elsewhere there = elsewhere.computeIfAbsent(report.node(), id -> new Elsewhere());
        switch (report.kind()) {
            case JOIN -> joined(there, report.clients());
            case LEAVE -> report.clients().keySet().forEach(client -> left(there, client));
            default -> named(there, report);
        }
    }

    private void named(Elsewhere there, PresenceReport report) {
        if (report.part() == 0) {
            there.named = new HashSet<>();
        } else if (report.part() != there.nextPart) {
            there.named = null; // who is in the part that is missing has not gone
        }
        there.nextPart = report.part() + 1;
        joined(there, report.clients());
        if (report.last()) {
            leaveAllBut(there);
        }
    }

    private void joined(Elsewhere there, Map<String, String> clients) {
        clients.forEach((client, user) -> {
            boolean known = there.users.containsKey(client);
            if (!known && home.presenceMemory.take(client, user)) {
                known = true;
                there.users.put(client, user);
                came(client, user);
            } else if (!known) {
                unasked = true; // until there is room
                speakBy(home.now() + MAX_RETRY_NANOS);
            }
            if (known && there.named != null) {
                there.named.add(client);
            }
        });
    }

    private void left(Elsewhere there, String client) {
        String user = there.users.remove(client);
        if (user != null) {
            home.presenceMemory.release(client, user);
            went(client, user);
        }
    }

    private void came(String client, String user) {
        sessionsByUser.merge(user, 1, Integer::sum);
        listener.changed("join", client, user);
    }

    private void went(String client, String user) {
        sessionsByUser.computeIfPresent(user, (same, sessions) -> sessions == 1 ? null : sessions - 1);
        listener.changed("leave", client, user);
    }

    /** It has named all that it has: the others have gone without our having heard of it. */
    private void leaveAllBut(Elsewhere there) {
        Set<String> named = there.named;
        there.named = null;
        if (named != null) {
            List.copyOf(there.users.keySet()).stream()
                    .filter(client -> !named.contains(client))
                    .forEach(client -> left(there, client));
        }
    }

    /** Another node has ended, or has not been heard for too long. */
    void forget(String id) {
        Elsewhere gone = elsewhere.remove(id);
        if (gone != null) {
            release(gone);
            gone.users.forEach(this::went);
        }
    }

    private void release(Elsewhere gone) {
        gone.users.forEach(home.presenceMemory::release);
    }

    // Answers

    /** Runs something once it is known what the other nodes have. */
    void whenSettled(Runnable action) {
        if (settled) {
            action.run();
        } else {
            waiting.add(action);
        }
    }

    int size() {
        int size = here.size();
        for (Elsewhere there : elsewhere.values()) {
            size += there.users.size();
        }
        return size;
    }

    /** How many users the clients are: known at any time, since who asks may ask often. */
    int users() {
        return sessionsByUser.size();
    }

    List<PresenceResult.Client> clients() {
        List<PresenceResult.Client> all = new ArrayList<>();
        here.forEach((client, user) -> all.add(new PresenceResult.Client(client, user)));
        elsewhere
                .values()
                .forEach(there ->
                        there.users.forEach((client, user) -> all.add(new PresenceResult.Client(client, user))));
        return all;
    }
}
