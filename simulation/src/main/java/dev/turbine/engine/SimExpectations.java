package dev.turbine.engine;

import dev.turbine.api.Stats;
import dev.turbine.tck.check.ChannelKind;
import dev.turbine.tck.check.Event;
import dev.turbine.tck.check.Verdict;
import java.util.List;

/** What has to hold at the end of a world, and does not stand in its journal. */
final class SimExpectations {
    private static final int POSITION_LOST = 4004;

    private final SimWorld world;
    private final SimConfig config;
    private final List<SimNode> nodes;
    private final List<SimClient> clients;

    SimExpectations(SimWorld world, List<SimNode> nodes, List<SimClient> clients) {
        this.world = world;
        this.config = world.config;
        this.nodes = nodes;
        this.clients = clients;
    }

    void check(Verdict verdict) {
        for (SimNode node : nodes) {
            Stats stats = node.node.stats();
            long late = node.link == null ? 0 : node.link.late(); // each is counted as a fault if it is given up
            expect(stats.faults() <= late, stats.faults() + " faults, " + late + " late answers, on " + node.name);
            world.late += late;
            expect(count(stats, "malformed") == 0, "nodes do not understand each other: " + stats.lost());
            expect(count(stats, "publications") == 0 || config.crowded(), "lost for a listener: " + stats.lost());
        }
        if (!config.crowded()) {
            clients.forEach(client -> expect(client.hasWhatItWants(), client.name + " has not got what it wants"));
        }
        boolean told = world.journal.events().stream()
                .anyMatch(e -> e instanceof Event.Unsubscribed ended && ended.code() == POSITION_LOST);
        expect(!told || config.mayLose(), "told of a loss where there is none: " + verdict);
        boolean mayNotRecover =
                config.mayLose() || config.kind("history1") == ChannelKind.HISTORY && config.nodes() > 1;
        expect(verdict.unrecovered() == 0 || mayNotRecover, "not recovered where nothing is lost: " + verdict);
        expect(world.lostPages == 0 || mayNotRecover, "no page where nothing is lost");
    }

    private static long count(Stats stats, String lost) {
        return stats.lost().getOrDefault(lost, -1L);
    }

    /** Once everybody has gone. */
    void checkNothingIsLeft() {
        for (SimNode node : nodes) {
            Stats stats = node.node.stats();
            expect(stats.sessions() == 0, "sessions left on " + node.name);
            expect(stats.subscriptions() == 0, "subscriptions left on " + node.name);
            expect(stats.pending() == 0, "pending publications left on " + node.name);
            expect(node.node.permits.areAllFree(), "permits left on " + node.name);
        }
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
