package dev.turbine.transport.jetty;

import java.util.ArrayDeque;
import java.util.Queue;

/** The hosts of a test class, which go on when Turbine has closed and end with the tests. */
final class Hosts {
    private final Queue<Host> hosts = new ArrayDeque<>();

    Host add(Host host) {
        hosts.add(host);
        return host;
    }

    void end() {
        hosts.forEach(Host::end);
    }
}
