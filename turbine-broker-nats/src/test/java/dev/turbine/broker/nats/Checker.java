package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.LinkStats;
import dev.turbine.api.PublishResult;
import dev.turbine.api.Stats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Says whether what nodes told their publishers, their subscribers and their counters is true, after all has come to rest.
 *
 * <p>What was forwarded has reached every subscriber of every other node, but for one that was under way while the link of
 * that node was away: then the node has counted a gap afterwards. What was not forwarded may have arrived, or not. Every
 * publication has reached the subscribers of its own node, link or no link.
 */
final class Checker {
    private static final Duration LONGEST_LOCAL = Duration.ofSeconds(1);

    private final List<Member> members;
    private final List<Receivers> receivers;
    private final List<Source> sources;
    private final LinkWatch watch;
    private final List<LinkWatch.Window> handovers;
    private final List<String> lost = new ArrayList<>();
    private int forwarded;
    private int notForwarded;
    private int missed;
    private int handedOver;

    private Checker(Cluster cluster, List<LinkWatch.Window> handovers) {
        this(cluster.members, cluster.receivers, cluster.sources, cluster.watch, handovers);
    }

    private Checker(
            List<Member> members,
            List<Receivers> receivers,
            List<Source> sources,
            LinkWatch watch,
            List<LinkWatch.Window> handovers) {
        this.members = members;
        this.receivers = receivers;
        this.sources = sources;
        this.watch = watch;
        this.handovers = handovers;
    }

    /** Checks all, with one server for all nodes. Returns a line on what it saw. */
    static String check(Cluster cluster) {
        return check(cluster, List.of());
    }

    /**
     * Checks all, with several servers.
     *
     * @param handovers when the servers may not all have known what the others' clients wanted: a server confirms what it
     *     has itself, not what the others have of it
     */
    static String check(Cluster cluster, List<LinkWatch.Window> handovers) {
        for (Receivers each : cluster.receivers) {
            assertThat(each.slowestLocal()).as("the slowest local delivery").isLessThan(LONGEST_LOCAL);
        }
        return new Checker(cluster, handovers).check();
    }

    /** The same without faults. */
    static String check(List<Member> members, List<Receivers> receivers, List<Source> sources, LinkWatch watch) {
        return new Checker(members, receivers, sources, watch, List.of()).check();
    }

    private String check() {
        for (Receivers each : receivers) {
            assertThat(each.fault()).isNull();
        }
        int unknown = 0;
        int late = 0;
        StringBuilder away = new StringBuilder();
        for (Member member : members) {
            checkResults(member);
            checkArrivals(member);
            checkCounters(member);
            unknown += (int) member.link().unknown();
            late += (int) total(member.link().dropped());
            watch.windows(member.number())
                    .forEach(window -> away.append(String.format(Locale.ROOT, " %.1f", window.seconds())));
        }
        assertThat(lost).as("forwarded, and not arrived outside of a gap").isEmpty();
        return "published " + (forwarded + notForwarded) + ", forwarded " + forwarded + ", not " + notForwarded
                + " (unknown " + unknown + "), missed within gaps " + missed + ", between servers " + handedOver
                + ", late or echo " + late + ", gaps of" + (away.isEmpty() ? " nobody" : away + " s");
    }

    private void checkResults(Member member) {
        long confirmed = 0;
        long rest = 0;
        for (Sent one : sentFrom(member)) {
            PublishResult result = one.result();
            assertThat(result.code()).as("%s", one.what).isEqualTo(200);
            if (result.forwarded()) {
                confirmed++;
            } else {
                rest++;
            }
        }
        LinkStats link = member.link();
        assertThat(link.offered()).isEqualTo(confirmed + rest);
        assertThat(link.forwarded() + link.notForwarded().get("alone")).isEqualTo(confirmed);
        assertThat(total(link.notForwarded()) - link.notForwarded().get("alone") + link.unknown())
                .isEqualTo(rest);
        assertThat(link.waiting()).isZero();
        forwarded += (int) confirmed;
        notForwarded += (int) rest;
    }

    private List<Sent> sentFrom(Member member) {
        return sources.stream()
                .filter(source -> source.member(members.size()) == member.number())
                .flatMap(source -> source.sent().stream())
                .toList();
    }

    private void checkArrivals(Member member) {
        Receivers own = receivers.get(member.number());
        List<LinkWatch.Window> windows = watch.windows(member.number());
        long received = 0;
        for (Source source : sources) {
            boolean local = source.member(members.size()) == member.number();
            for (Sent one : source.sent()) {
                int subscribers = own.subscribers(one.what.channel()).size();
                int count = own.count(one.what);
                if (local) {
                    assertThat(List.of(count, one.result().delivered()))
                            .as("%s for subscribers of the same node", one.what)
                            .containsOnly(subscribers);
                } else if (count == subscribers) {
                    received++;
                } else if (count > 0) {
                    lost.add(one.what + " for some at node " + member.number());
                } else {
                    miss(one, member, windows);
                }
            }
        }
        for (int elsewhere = members.size(); elsewhere < own.members(); elsewhere++) {
            received += own.distinct(elsewhere); // of a node in another process
        }
        assertThat(member.link().received())
                .as("received by node %s", member.number())
                .isEqualTo(received);
    }

    private void miss(Sent one, Member member, List<LinkWatch.Window> windows) {
        if (!one.result().forwarded()) {
            return; // its publisher knows
        }
        if (windows.stream().anyMatch(window -> one.overlaps(window.from(), window.to()))) {
            missed++;
        } else if (handovers.stream().anyMatch(window -> one.overlaps(window.from(), window.to()))) {
            handedOver++;
        } else {
            lost.add(one.what + " at node " + member.number());
        }
    }

    private void checkCounters(Member member) {
        Stats stats = member.turbine().stats();
        assertThat(stats.offered()).isEqualTo(stats.delivered() + total(stats.dropped()));
        assertThat(total(stats.dropped())).isZero();
        assertThat(stats.delivered()).isEqualTo(stats.sent());
        assertThat(stats.sent()).isEqualTo(receivers.get(member.number()).total());
        assertThat(stats.published()).isEqualTo(sentFrom(member).size());
        assertThat(stats.lost().get("gaps")).isEqualTo(stats.link().gaps());
        assertThat(stats.lost().get("malformed")).isZero();
        assertThat(stats.link().state()).isEqualTo(LinkStats.State.UP);
        assertThat(stats.link().gaps())
                .as("gaps of node %s, one for each time that it was away", member.number())
                .isEqualTo(watch.losses(member.number()));
        // Late or an echo is what a server that was frozen still had of a connection that its node had given up.
        assertThat(stats.link().dropped()).containsEntry("malformed", 0L).containsEntry("overflow", 0L);
        assertThat(stats.refused()).isEmpty();
        assertThat(stats.faults()).isZero();
    }

    private static long total(Map<?, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }
}
