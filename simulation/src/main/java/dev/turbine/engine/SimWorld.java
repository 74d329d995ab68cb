package dev.turbine.engine;

import dev.turbine.api.Position;
import dev.turbine.tck.check.Checker;
import dev.turbine.tck.check.Event;
import dev.turbine.tck.check.Journal;
import dev.turbine.tck.check.Verdict;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Nodes, what is between them, their clients and publishers, in one thread: every step is drawn from one seed, so that a
 * run can be repeated. What clients and publishers see goes to a journal, which the checker judges at the end.
 */
final class SimWorld {
    private static final int STEPS = 3_000;
    private static final int STEPS_OF_A_CLIENT = 50;
    private static final int STEPS_OF_A_DRAIN = 50;

    final SplittableRandom random;
    final SimConfig config;
    final SimClock clock = new SimClock();
    final Journal journal = new Journal();
    private final SimServer server;
    private final SimPublisher publisher = new SimPublisher(this);
    private final SimHosts hosts = new SimHosts(this);
    private final List<SimNode> nodes = new ArrayList<>();
    private final List<SimDrain> drains = new ArrayList<>();
    private final List<SimClient> clients = new ArrayList<>();
    private final List<SimConnection> connections = new ArrayList<>();
    private final List<Runnable> later = new ArrayList<>();
    /** Told what is said on each connection; nobody listens unless a run is to be understood. */
    @Nullable
    Consumer<String> trace;

    private boolean settling;
    private long ticks;
    private int births;
    /** How often clients were told who comes or goes. */
    int announced;

    /** Where channels stand, by the last page that anybody was given. */
    final Map<String, Position> read = new HashMap<>();

    /** How many pages of histories they were given, and how often none, since what followed was gone. */
    int pages;

    int lostPages;
    /** How many nodes have shut down. */
    int drained;

    /** How often the broker gave no answer in time, to the nodes that live. */
    long late;
    /** How many publications code of the nodes' own processes was handed. */
    int heard;

    private int starts;

    SimWorld(long seed) {
        random = new SplittableRandom(seed);
        config = SimConfig.of(seed, random);
        server =
                new SimServer(random, config.historySize() * (1 + random.nextInt(3))); // it may keep more than nodes do
        server.reliable = !config.lossy();
        server.roomy = !config.lossy();
        for (String channel : SimConfig.CHANNELS) {
            journal.add(new Event.Declared(channel, config.kind(channel)));
        }
        for (int i = 0; i < config.nodes(); i++) {
            nodes.add(startNode(i));
        }
    }

    /** Runs to the end, and says what the checker says. */
    Verdict run() {
        for (int i = 0; i < STEPS + STEPS_OF_A_CLIENT * config.clients(); i++) {
            step();
        }
        settle();
        Verdict verdict = Checker.check(journal.events());
        SimExpectations expectations = new SimExpectations(this, nodes, clients);
        expectations.check(verdict);
        everybodyLeaves();
        expectations.checkNothingIsLeft();
        return verdict;
    }

    private SimNode startNode(int place) {
        SimLink link = config.broker() ? new SimLink(server, clock, config) : null;
        return new SimNode("n" + place + "." + ++starts, this, link);
    }

    // What others ask

    SimMoment moment() {
        return new SimMoment(++ticks, clock.epochMillis());
    }

    SimNode anyNode() {
        return nodes.get(random.nextInt(nodes.size()));
    }

    /** Whether a publication is another node's, for certain. */
    boolean isOfAnother(long publication, SimNode node) {
        return publisher.isOfAnother(publication, node);
    }

    /** When the next token runs out. */
    long expiry() {
        boolean soon = config.shortLived() && !settling && random.nextInt(3) == 0;
        return clock.epochMillis() + (soon ? 1 + random.nextInt(1_000) : TimeUnit.HOURS.toMillis(1));
    }

    void later(Runnable action) {
        later.add(action);
    }

    // Steps

    private void step() {
        if (config.hosts() && random.nextInt(150) == 0) {
            hosts.step();
        }
        if (config.drains() && random.nextInt(400) == 0) {
            drain(anyNode());
        }
        List.copyOf(drains).forEach(SimDrain::step);
        int what = random.nextInt(100);
        if (what < 32) {
            anyNode().round(random.nextInt(8));
        } else if (what < 46) {
            anyClient().step();
        } else if (what < 60) {
            publisher.publish(anyNode(), anyChannel());
        } else if (what < 75) {
            SimConnection connection = anyConnection();
            if (connection != null && !connection.stalled) {
                connection.step();
            }
        } else if (what < 91) {
            stepLink(anyNode());
        } else if (what < 92) {
            anyNode().authentication.runAny(random);
        } else if (what < 96) {
            SimTasks callbacks = anyNode().callbacks;
            for (int i = random.nextInt(20); i > 0 && callbacks.runAny(random); i--) {}
        } else if (what < 97) {
            clock.advanceMillis(random.nextInt(4));
        } else {
            makeTrouble();
        }
    }

    private void stepLink(SimNode node) {
        for (int i = random.nextInt(8); node.link != null && i > 0; i--) {
            switch (random.nextInt(5)) {
                case 0, 1 -> {
                    if (!config.slow() || !node.sluggish || random.nextInt(6) == 0) {
                        node.link.stepUp();
                    }
                }
                case 2 -> {
                    if (!node.sluggish || random.nextInt(6) == 0) {
                        node.link.stepAnswers();
                    }
                }
                default -> node.link.stepDown(node.node);
            }
        }
        if (!later.isEmpty() && random.nextInt(8) == 0) {
            later.remove(0).run();
        }
    }

    private void makeTrouble() {
        SimConnection connection = anyConnection();
        switch (random.nextInt(12)) {
            case 0, 1 -> cut(connection);
            case 2 -> clock.advanceMillis(random.nextInt(config.jumps() ? 5_000 : config.slow() ? 300 : 50));
            case 3, 4 -> {
                if (connection != null) {
                    connection.stalled = !connection.stalled;
                }
            }
            case 5 -> {
                if (!clients.isEmpty()) {
                    clients.remove(random.nextInt(clients.size())); // its connection stays, and says nothing more
                }
            }
            case 6, 7, 8 -> breakOrMendALink();
            case 9 -> {
                if (config.crashes() && random.nextInt(4) == 0) {
                    crash(anyNode());
                }
            }
            case 10 -> {
                SimNode node = anyNode();
                node.sluggish = !node.sluggish;
            }
            default -> clock.advanceMillis(random.nextInt(20));
        }
    }

    private void cut(@Nullable SimConnection connection) {
        if (connection != null) {
            connection.excuse();
            connection.cut();
        }
    }

    private void breakOrMendALink() {
        for (SimNode node : nodes) {
            if (node.link != null && !node.link.isConnected() && random.nextInt(3) > 0) {
                node.link.mend();
                return;
            }
        }
        SimLink link = anyNode().link;
        if (config.log() && config.lossy() && config.crashes() && random.nextInt(20) == 0) {
            server.startAfresh();
        } else if (link != null && config.lossy() && random.nextInt(4) == 0) {
            link.cut();
        } else if (link != null && config.lossy()) {
            link.lose(random.nextInt(100));
        }
    }

    private void drain(SimNode node) {
        if (!node.node.isDraining()) {
            drains.add(new SimDrain(node, this));
        }
    }

    private void crash(SimNode node) {
        node.down = true;
        connectionsOf(node).forEach(this::cut);
        hosts.forget(node);
        if (node.link != null) {
            node.link.forget();
        }
        replace(node);
    }

    /** @param whole whether it has dealt with all that it had accepted */
    void shutDown(SimNode node, boolean whole) {
        node.down = true;
        hosts.shutDown(node, whole);
        drained++;
        replace(node);
    }

    private void replace(SimNode node) {
        drains.removeIf(drain -> drain.node == node);
        int place = nodes.indexOf(node);
        nodes.set(place, startNode(place));
    }

    List<SimConnection> connectionsOf(SimNode node) {
        return connections.stream()
                .filter(connection -> connection.node == node)
                .toList();
    }

    boolean hasOpenPublications(SimNode node) {
        return publisher.hasOpen(node);
    }

    String anyChannel() {
        // Some are busier than others.
        int size = SimConfig.CHANNELS.size();
        return SimConfig.CHANNELS.get(size - 1 - Math.min(random.nextInt(size), random.nextInt(size + 3)));
    }

    private SimClient anyClient() {
        if (clients.size() < config.clients() && random.nextInt(3) == 0 || clients.isEmpty()) {
            List<String> wanted = new ArrayList<>(SimConfig.CHANNELS);
            while (wanted.size() > 1 && random.nextInt(5) > 0) {
                wanted.remove(random.nextInt(wanted.size()));
            }
            clients.add(new SimClient("c" + ++births, this, wanted));
        }
        return clients.get(random.nextInt(clients.size()));
    }

    private @Nullable SimConnection anyConnection() {
        return connections.isEmpty() ? null : connections.get(random.nextInt(connections.size()));
    }

    void opened(SimConnection connection) {
        connections.add(connection);
    }

    void gone(SimConnection connection) {
        connections.remove(connection);
    }

    // The end

    /** Everything is mended, everybody gets what is wanted, and all arrives that is on its way. */
    private void settle() {
        settling = true;
        server.reliable = true;
        for (SimNode node : nodes) {
            if (node.link != null && !node.link.isConnected()) {
                node.link.mend();
            }
        }
        connections.forEach(connection -> connection.stalled = false);
        pass(0);
        for (int i = 0; !drains.isEmpty() && i < STEPS_OF_A_DRAIN; i++) {
            pass(100);
        }
        server.roomy = true; // later than the rest is mended: what is asked for then would make up for it
        pass(1_100); // what is tried again is tried after a second
        // In half of the worlds nothing comes after: what is still owed then has to come by itself.
        for (SimNode node : random.nextBoolean() ? nodes : List.<SimNode>of()) {
            SimConfig.CHANNELS.forEach(channel -> publisher.publish(node, channel));
            pass(0);
        }
        pass(1_100);
        pass(1_100);
        if (config.present()) {
            new SimRollCall(this, nodes, clients).hold();
        }
        publisher.end();
        clients.forEach(SimClient::end);
        hosts.end();
    }

    /** Lets time pass at once, and then all that comes of it happen. */
    void pass(long millis) {
        clock.advanceMillis(millis);
        for (int i = 0; i < 3_000; i++) {
            boolean busy = !later.isEmpty();
            List<Runnable> due = List.copyOf(later);
            later.clear();
            due.forEach(Runnable::run);
            for (SimClient client : clients) {
                busy |= client.settle();
            }
            for (SimConnection connection : List.copyOf(connections)) {
                busy |= connection.isBusy();
                connection.step();
            }
            for (SimNode node : nodes) {
                busy |= node.stepAll(random);
            }
            List.copyOf(drains).forEach(SimDrain::step);
            if (!busy) {
                return;
            }
        }
        throw new IllegalStateException("does not come to rest");
    }

    /** Once everybody has gone. */
    private void everybodyLeaves() {
        clients.clear();
        List.copyOf(connections).forEach(this::cut);
        pass(0);
    }
}
