package dev.turbine.transport.undertow;

import dev.turbine.spi.Transport;
import java.util.ArrayList;
import java.util.List;

/** The servers of a test's mounts: they live longer than the mounts in them. */
final class Hosts {
    private final List<HostedMount> mounts = new ArrayList<>();

    Transport mount() {
        HostedMount mount = new HostedMount();
        mounts.add(mount);
        return mount;
    }

    void end() {
        mounts.forEach(HostedMount::end);
        mounts.clear();
    }
}
