package dev.turbine.transport.jakarta;

import java.util.ArrayDeque;
import java.util.Queue;

/** The hosts of a test class, which go on when Turbine has closed and end with the class. */
final class Hosts {
    private final Queue<Host> hosts = new ArrayDeque<>();

    Host add(Host host) {
        hosts.add(host);
        return host;
    }

    void end() throws Exception {
        for (Host host : hosts) {
            host.end();
        }
    }
}
