package dev.turbine.chaos;

import dev.turbine.api.Position;
import dev.turbine.tck.check.Event;
import dev.turbine.tck.check.Payload;
import dev.turbine.tck.check.Received;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/**
 * A client over all of its connections: it stays for a while, leaves without a word or with one, goes to another node and
 * recovers there. It writes down what it sees and judges nothing. This class is thread-safe.
 */
final class Subscriber {
    private static final int CONNECT = 1;
    private static final int FIRST_SUBSCRIBE = 2;
    private static final int CUT = 1006;
    private static final int NO_CONNECT_IN_TIME = 4502; // of a node that was frozen meanwhile, or has too much to do

    private static final int LEAST_STAY_MILLIS = 5_000;
    private static final int MOST_STAY_MILLIS = 60_000;
    private static final int MOST_PAUSE_MILLIS = 1_000;
    private static final int STARTS_AFRESH = 50; // one of so many subscriptions does not recover

    private final String name;
    private final List<Wish> wishes;
    private final Crowd crowd;
    private final Random random;
    private @Nullable Visit current; // guarded by this, as is what follows
    private int visits;
    private int lastNode;

    Subscriber(String name, List<String> channels, Crowd crowd, Random random) {
        this.name = name;
        wishes = channels.stream().map(Wish::new).toList();
        this.crowd = crowd;
        this.random = random;
        lastNode = random.nextInt(crowd.nodes());
    }

    /** Goes to another node than before. */
    synchronized void connect() {
        if (current != null || crowd.isOver()) {
            return;
        }
        lastNode = (lastNode + 1 + random.nextInt(crowd.nodes() - 1)) % crowd.nodes();
        Visit visit = new Visit(name + "/" + ++visits, lastNode, this);
        current = visit;
        wishes.forEach(wish -> wish.subscribed = false);
        crowd.note(new Event.Opened(System.nanoTime(), visit.name, name, "node-" + (lastNode + 1)));
        if (crowd.mood() != Crowd.Mood.SETTLING) {
            crowd.note(new Event.Excused(System.nanoTime(), visit.name, CUT));
            crowd.note(new Event.Excused(System.nanoTime(), visit.name, NO_CONNECT_IN_TIME));
        }
        crowd.open(visit);
        stay(visit);
    }

    private void stay(Visit visit) {
        int millis = LEAST_STAY_MILLIS + random.nextInt(MOST_STAY_MILLIS - LEAST_STAY_MILLIS);
        crowd.later(millis, () -> stayed(visit));
    }

    private synchronized void stayed(Visit visit) {
        if (visit != current) {
            return;
        }
        if (crowd.mood() != Crowd.Mood.RESTLESS && isSubscribed()) {
            stay(visit);
            return;
        }
        current = null;
        if (visit.open && random.nextBoolean()) {
            crowd.leave(visit);
        } else {
            crowd.cut(visit);
        }
        crowd.later(random.nextInt(MOST_PAUSE_MILLIS), this::connect);
    }

    /** False if it does not want that connection any more. */
    synchronized boolean opened(Visit visit) {
        if (visit != current) {
            return false;
        }
        visit.open = true;
        crowd.send(
                visit,
                "{\"id\":" + CONNECT + ",\"method\":\"connect\",\"params\":{\"token\":\"" + crowd.token() + "\"}}");
        wishes.forEach(wish -> subscribe(visit, wish));
        return true;
    }

    private void subscribe(Visit visit, Wish wish) {
        wish.asked = random.nextInt(STARTS_AFRESH) == 0 ? null : wish.position;
        Position from = wish.asked;
        String recover = from == null
                ? ""
                : ",\"recover\":{\"epoch\":\"" + from.epoch() + "\",\"offset\":" + from.offset() + "}";
        crowd.send(
                visit,
                "{\"id\":" + (FIRST_SUBSCRIBE + wishes.indexOf(wish))
                        + ",\"method\":\"subscribe\",\"params\":{\"channel\":\"" + wish.channel + "\"" + recover
                        + "}}");
    }

    private synchronized void subscribeAgain(Visit visit, Wish wish) {
        if (visit == current && !wish.subscribed) {
            subscribe(visit, wish);
        }
    }

    synchronized void message(Visit visit, Received message) {
        if (visit != current) {
            return;
        }
        if (message.isReply()) {
            reply(visit, message);
        } else if (message.isPush("publication")) {
            received(visit, message);
        } else if (message.isPush("unsubscribed")) {
            Wish wish = wish(message);
            wish.subscribed = false;
            crowd.note(
                    new Event.Unsubscribed(System.nanoTime(), visit.name, wish.channel, (int) message.number("code")));
            crowd.later(random.nextInt(MOST_PAUSE_MILLIS), () -> subscribeAgain(visit, wish));
        } else {
            crowd.fail(visit.name + " does not understand " + message);
        }
    }

    private void reply(Visit visit, Received message) {
        int id = (int) message.number("id");
        if (id == CONNECT) {
            if (message.isError()) {
                refused(message);
            }
            return;
        }
        Wish wish = wishes.get(id - FIRST_SUBSCRIBE);
        if (message.isError()) {
            refused(message);
            crowd.later(1 + random.nextInt(MOST_PAUSE_MILLIS), () -> subscribeAgain(visit, wish));
            return;
        }
        boolean recovered = message.truth("recovered");
        Position position = message.position();
        wish.subscribed = true;
        wish.position = recovered ? wish.asked : position;
        crowd.progress().subscriptions.increment();
        crowd.note(new Event.Subscribed(System.nanoTime(), visit.name, wish.channel, wish.asked, position, recovered));
    }

    /** What a node cannot do at the moment is asked for again; anything else is a fault of somebody's. */
    private void refused(Received message) {
        long code = message.number("code");
        if (code != 500 && code != 503 && code != 401) { // 401 follows a connect that was answered 500
            crowd.fail(name + " was refused: " + message);
        }
    }

    private void received(Visit visit, Received message) {
        Wish wish = wish(message);
        Payload payload = Payload.read(wish.channel, message.data());
        long offset = message.number("offset");
        crowd.progress().received.increment();
        crowd.note(new Event.Received(
                System.nanoTime(), visit.name, wish.channel, offset, payload.id(), payload.intact()));
        wish.last = payload.id();
        if (wish.position != null) {
            wish.position = new Position(wish.position.epoch(), offset);
        }
    }

    private Wish wish(Received message) {
        String channel = message.word("channel");
        return wishes.stream()
                .filter(wish -> wish.channel.equals(channel))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("not wanted by " + name + ": " + message));
    }

    void fail(String problem) {
        crowd.fail(problem);
    }

    synchronized void closed(Visit visit, int code) {
        if (visit == current) {
            crowd.note(new Event.Closed(System.nanoTime(), visit.name, code));
            current = null;
            crowd.later(random.nextInt(MOST_PAUSE_MILLIS), this::connect);
        }
    }

    synchronized boolean isSubscribed() {
        return current != null && wishes.stream().allMatch(wish -> wish.subscribed);
    }

    /** Whether it has read each channel up to that publication. */
    synchronized boolean hasRead(List<Long> lastOfChannels) {
        return isSubscribed()
                && wishes.stream().allMatch(wish -> wish.last == lastOfChannels.get(Chaos.number(wish.channel)));
    }

    /** All has arrived that will. */
    synchronized void end() {
        if (current != null) {
            crowd.note(new Event.Ended(System.nanoTime(), current.name));
        }
    }
}
