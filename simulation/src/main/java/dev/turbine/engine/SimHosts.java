package dev.turbine.engine;

import java.util.ArrayList;
import java.util.List;

/** The code of the nodes' own processes, which listens to channels and stops. */
final class SimHosts {
    private static final int MOST = 12;

    private final SimWorld world;
    private final List<SimListener> listeners = new ArrayList<>();
    private int births;

    SimHosts(SimWorld world) {
        this.world = world;
    }

    /** One more listens, or one that did does not any more. */
    void step() {
        if (listeners.size() < MOST && world.random.nextInt(3) > 0) {
            SimNode node = world.anyNode();
            listeners.add(new SimListener(node.name + "/host" + ++births, node, world.anyChannel(), world));
        } else if (!listeners.isEmpty()) {
            listeners.remove(world.random.nextInt(listeners.size())).close();
        }
    }

    /** They are gone with their process. */
    void forget(SimNode node) {
        listeners.removeIf(listener -> listener.node == node);
    }

    /** @param whole whether they have had all that their node had accepted */
    void shutDown(SimNode node, boolean whole) {
        listeners.stream().filter(listener -> listener.node == node).forEach(listener -> listener.shutDown(whole));
        forget(node);
    }

    void end() {
        listeners.forEach(SimListener::end);
    }
}
