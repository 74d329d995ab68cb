package dev.turbine.engine;

import dev.turbine.api.Limit;
import dev.turbine.api.PresenceResult;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Looks at the end of a world whether every node knows who is on which channel, and every client who came and went. What is
 * so stands in the subscriptions of the nodes that live, which presence is told of and does not ask.
 */
final class SimRollCall {
    /** Time passes in steps, for each node has to be heard again before another one takes it for dead. */
    private static final int STEPS_OF_A_TIMEOUT = 6;

    /** The dead are gone after ten seconds, as is promised; where nodes are given up sooner it takes no longer than this. */
    private static final int MAX_STEPS = 50;

    private static final long QUIET_MILLIS = 10_000;

    private static final int ANSWER_STEPS = 8;

    /** What a node knows of a channel. */
    private record Answer(SimNode node, String channel, List<PresenceResult.Client> clients, int users) {}

    private final SimWorld world;
    private final List<SimNode> nodes;
    private final List<SimClient> clients;
    private final List<Answer> answers = new ArrayList<>();

    SimRollCall(SimWorld world, List<SimNode> nodes, List<SimClient> clients) {
        this.world = world;
        this.nodes = nodes;
        this.clients = clients;
    }

    void hold() {
        long step = world.config.limits().get(Limit.NODE_TIMEOUT) / STEPS_OF_A_TIMEOUT;
        for (int i = 0; i < Math.min(MAX_STEPS, QUIET_MILLIS / step); i++) {
            world.pass(step);
        }
        List<String> channels =
                SimConfig.CHANNELS.stream().filter(world.config::hasPresence).toList();
        channels.forEach(channel -> nodes.forEach(node -> ask(node, channel)));
        for (int i = 0; i < ANSWER_STEPS; i++) {
            world.pass(Math.min(step, 50)); // where nobody was on a channel the others are asked first
        }
        expect(answers.size() == channels.size() * nodes.size(), "answered of who is there: " + answers.size());
        answers.forEach(this::check);
        if (!world.config.crowded()) {
            channels.forEach(this::checkClients);
        }
    }

    private void ask(SimNode node, String channel) {
        Query query = new Query(node.node, null, error -> {}); // who does not answer is missed
        node.node
                .queries()
                .find(
                        channel,
                        query,
                        presence -> answers.add(
                                presence == null
                                        ? new Answer(node, channel, List.of(), 0)
                                        : new Answer(node, channel, presence.clients(), presence.users())));
    }

    private void check(Answer answer) {
        Map<String, String> found = new TreeMap<>();
        answer.clients.forEach(client -> found.put(client.id(), client.user()));
        expect(found.size() == answer.clients.size(), "somebody is there twice: " + answer);
        expect(answer.users == new HashSet<>(found.values()).size(), "users are miscounted: " + answer);
        Map<String, String> present = present(answer.channel);
        expect(found.equals(present), "there are " + present + ", and not as in " + answer);
    }

    private void checkClients(String channel) {
        Map<String, String> present = present(channel);
        for (SimClient client : clients) {
            expect(client.knows(channel, present), client.name + " was told wrongly who is on " + channel);
        }
    }

    private Map<String, String> present(String channel) {
        Map<String, String> present = new TreeMap<>();
        for (SimNode node : nodes) {
            for (Shard shard : node.node.shards()) {
                Subscribers.Channel subscribers = shard.subscribers.channel(channel);
                for (int i = 0; subscribers != null && i < subscribers.size(); i++) {
                    Session session = subscribers.member(i).session;
                    present.put(session.clientId(), session.info().user());
                }
            }
        }
        return present;
    }

    private static void expect(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
