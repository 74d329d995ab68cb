package dev.turbine.broker.nats;

import dev.turbine.api.LinkStats;
import dev.turbine.api.LinkStats.State;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.LockSupport;

/** Looks at the links of nodes all the time, and remembers when each went away, came back, and reported a gap. */
final class LinkWatch implements AutoCloseable {
    /** A server is asked for a sign of life each second, has two to answer, and all threads share two cores. */
    private static final long LONGEST_UNNOTICED = 4_000_000_000L;

    /** What is under way in processes and sockets when a fault begins. */
    private static final long UNDER_WAY = 200_000_000L;

    /** A time in which a node may have missed what others sent, and has said so. */
    record Window(int member, long from, long to) {
        double seconds() {
            return (to - from) / 1e9;
        }
    }

    private record Change(int member, long at, State state, long gaps) {}

    private final List<Member> members;
    private final List<Change> changes = new CopyOnWriteArrayList<>();
    private final List<Long> faults = new CopyOnWriteArrayList<>();
    private final Thread thread = new Thread(this::run, "link-watch");
    private volatile boolean closed;

    LinkWatch(List<Member> members) {
        this.members = members;
        look(new State[members.size()], new long[members.size()]);
        thread.start();
    }

    /** A test breaks something now. */
    long fault() {
        long now = System.nanoTime();
        faults.add(now);
        return now;
    }

    private void run() {
        State[] states = members.stream().map(member -> member.link().state()).toArray(State[]::new);
        long[] gaps = members.stream().mapToLong(member -> member.link().gaps()).toArray();
        while (!closed) {
            look(states, gaps);
            LockSupport.parkNanos(3_000_000);
        }
    }

    private void look(State[] states, long[] gaps) {
        for (Member member : members) {
            LinkStats link = member.link();
            int number = member.number();
            if (link.state() != states[number] || link.gaps() != gaps[number]) {
                states[number] = link.state();
                gaps[number] = link.gaps();
                changes.add(new Change(number, System.nanoTime(), link.state(), link.gaps()));
            }
        }
    }

    /** Seconds from a moment until a node noticed that its link was gone; NaN if it has not. */
    double noticed(int member, long since) {
        return seconds(member, since, State.AWAY, since);
    }

    /** Seconds from a moment until a node's link was back after it had gone; NaN if it is not. */
    double back(int member, long since) {
        double away = noticed(member, since);
        return Double.isNaN(away) ? away : seconds(member, since + (long) (away * 1e9), State.UP, since);
    }

    private double seconds(int member, long after, State state, long since) {
        return changes.stream()
                .filter(change -> change.member == member && change.state == state && change.at - after >= 0)
                .mapToDouble(change -> (change.at - since) / 1e9)
                .findFirst()
                .orElse(Double.NaN);
    }

    /**
     * When a node may have missed something: from the fault, or if none is known from the last time that its server can have
     * answered, until it reported the gap.
     */
    List<Window> windows(int member) {
        List<Window> windows = new CopyOnWriteArrayList<>();
        long lostAt = 0;
        long gaps = -1;
        for (Change change : changes) {
            if (change.member != member) {
                continue;
            }
            if (change.state == State.AWAY && lostAt == 0) {
                lostAt = change.at;
            }
            if (gaps >= 0 && change.gaps > gaps) {
                windows.add(new Window(member, beginning(lostAt == 0 ? change.at : lostAt), change.at));
                lostAt = 0;
            }
            gaps = change.gaps;
        }
        return windows;
    }

    private long beginning(long noticedAt) {
        long earliest = noticedAt - LONGEST_UNNOTICED;
        return faults.stream()
                        .filter(at -> at - noticedAt < 0)
                        .reduce(earliest, (one, other) -> one - other > 0 ? one : other)
                - UNDER_WAY;
    }

    /** How often a node's link went away. */
    long losses(int member) {
        return changes.stream()
                .filter(change -> change.member == member && change.state == State.AWAY)
                .count();
    }

    @Override
    public void close() {
        closed = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
