package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Nodes in this process, sessions at each, a source at each, and the eyes on all of that. */
final class Cluster implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final int CHANNELS = 20;
    private static final int SESSIONS = 20;
    private static final int CHANNELS_EACH = 4;
    private static final int PER_SECOND = 400;

    final List<Member> members;
    final List<Receivers> receivers;
    final List<Source> sources;
    final LinkWatch watch;
    private @Nullable Traffic traffic;

    /** Takes over nodes that know each other already. */
    Cluster(List<Member> members) {
        this(members, members.size());
    }

    /** @param all the number of nodes, those in other processes included: they come last */
    Cluster(List<Member> members, int all) {
        this.members = members;
        receivers = new ArrayList<>();
        for (Member member : members) {
            Receivers own = new Receivers(member.number(), all, member.base(), SESSIONS, all, CHANNELS);
            own.open(SESSIONS, CHANNELS_EACH);
            receivers.add(own);
        }
        sources = members.stream()
                .map(member -> Source.inProcess(member.number(), CHANNELS, member.turbine()))
                .toList();
        await().atMost(PATIENCE).until(() -> members.stream().allMatch(Member::isUp));
        watch = new LinkWatch(members);
    }

    /** As many nodes as there are addresses. */
    static Cluster of(String... servers) {
        return new Cluster(IntStream.range(0, servers.length)
                .mapToObj(number -> Member.start(number, servers[number].split(",")))
                .toList());
    }

    Member member(int number) {
        return members.get(number);
    }

    /** Begins to publish from everywhere. */
    void begin() {
        traffic = new Traffic(sources, PER_SECOND);
    }

    /** Goes on for a while as it is: for a measured time something is broken, or nothing is. */
    void run(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        await().pollInterval(Duration.ofMillis(10)).atMost(time.plus(PATIENCE)).until(() -> System.nanoTime() > end);
    }

    /** Waits until a node has seen that its link is gone. Returns after how many seconds. */
    double awaitAway(int member, long since) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> !Double.isNaN(watch.noticed(member, since)));
        return watch.noticed(member, since);
    }

    /** Waits until a node's link is back after that. Returns how many seconds after the beginning. */
    double awaitBack(int member, long since) {
        await().pollInterval(Duration.ofMillis(5))
                .atMost(PATIENCE)
                .until(() -> !Double.isNaN(watch.back(member, since)));
        return watch.back(member, since);
    }

    /** The longest, over all nodes. */
    double awaitAllAway(long since) {
        return members.stream()
                .mapToDouble(member -> awaitAway(member.number(), since))
                .max()
                .orElseThrow();
    }

    /** The longest, over all nodes. */
    double awaitAllBack(long since) {
        return members.stream()
                .mapToDouble(member -> awaitBack(member.number(), since))
                .max()
                .orElseThrow();
    }

    /**
     * Publishes until something has come from everywhere to everywhere: servers of a cluster tell each other what their
     * clients want, but nobody when they have.
     */
    void awaitCrossing() {
        await().pollInterval(Duration.ofMillis(50)).atMost(PATIENCE).until(() -> {
            List<Sent> round = new ArrayList<>();
            sources.forEach(source -> round.addAll(source.round()));
            long end = System.nanoTime() + 200_000_000;
            boolean crossed = false;
            while (!crossed && System.nanoTime() < end) {
                crossed = receivers.stream().allMatch(each -> round.stream().allMatch(one -> each.hasPassed(one.what)));
            }
            return crossed;
        });
    }

    /** Stops publishing, and waits until a last publication of every source has reached every subscriber in time. */
    void end() {
        if (traffic != null) {
            traffic.stop();
        }
        await().atMost(PATIENCE).until(() -> members.stream().allMatch(Member::isUp));
        List<Sent> fresh = new ArrayList<>();
        sources.forEach(source -> fresh.addAll(source.round()));
        for (Receivers each : receivers) {
            await().alias("a fresh publication from every node to node " + receivers.indexOf(each))
                    .atMost(PATIENCE)
                    .until(() -> fresh.stream().allMatch(one -> each.hasPassed(one.what)));
        }
        for (Source source : sources) {
            await().atMost(PATIENCE).until(() -> source.sent().stream().allMatch(Sent::isDone));
        }
        await().atMost(PATIENCE)
                .until(() -> members.stream()
                        .allMatch(member -> member.turbine().stats().pending() == 0));
        watch.close();
        assertThat(fresh).allMatch(one -> one.result().forwarded());
    }

    @Override
    public void close() {
        if (traffic != null) {
            traffic.stop();
        }
        watch.close();
        receivers.forEach(Receivers::close);
        members.forEach(Member::close);
    }
}
