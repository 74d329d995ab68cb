package dev.turbine.chaos;

import dev.turbine.tck.FaultyProxy;
import dev.turbine.tck.NatsServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** NATS servers, nodes, and a proxy for each link between the two; this class is thread-safe. */
final class Installation implements AutoCloseable {
    static final int NODES = 3;
    private static final String CHANNELS = "* history=1000 ttl=10m";
    private static final String HISTORY = "size=1000 ttl=1h replicas=";

    private final List<NatsServer> servers = new ArrayList<>();
    private final List<List<FaultyProxy>> links = new ArrayList<>(); // by node, then by server
    private final List<NodeProcess> nodes = new ArrayList<>();

    private boolean closed;

    private Installation() {}

    /**
     * Starts everything, and returns when NATS takes connections.
     *
     * @param command what a node is started with
     * @param directory gets stores and logs
     */
    static Installation start(int servers, List<String> command, Path directory) {
        Installation installation = new Installation();
        Runtime.getRuntime().addShutdownHook(new Thread(installation::close, "end-installation"));
        try {
            installation.startServers(servers, directory);
            for (int node = 0; node < NODES; node++) {
                installation.startNode(command, directory.resolve("node-" + (node + 1) + ".log"));
            }
        } catch (RuntimeException | Error failure) {
            installation.close();
            throw failure;
        }
        return installation;
    }

    private synchronized void startServers(int count, Path directory) {
        List<String> routes = IntStream.range(0, count)
                .mapToObj(i -> "nats://127.0.0.1:" + NatsServer.freePort())
                .toList();
        for (int i = 0; i < count; i++) {
            String own = routes.get(i);
            String name = "nats-" + (i + 1);
            List<String> arguments = new ArrayList<>(List.of(
                    "-js",
                    "-sd",
                    directory.resolve(name).toString(),
                    "-n",
                    name,
                    "-l",
                    directory.resolve(name + ".log").toString()));
            if (count > 1) {
                String others = routes.stream().filter(one -> !one.equals(own)).collect(Collectors.joining(","));
                arguments.addAll(List.of("--cluster_name", "chaos", "--cluster", own, "--routes", others));
            }
            servers.add(NatsServer.start(arguments.toArray(String[]::new)));
        }
    }

    private synchronized void startNode(List<String> command, Path log) {
        List<FaultyProxy> proxies = servers.stream()
                .map(server -> FaultyProxy.to("127.0.0.1", server.port()))
                .toList();
        links.add(proxies);
        String urls = proxies.stream()
                .map(proxy -> "nats://127.0.0.1:" + proxy.port())
                .collect(Collectors.joining(","));
        Map<String, String> environment =
                Map.of("TURBINE_CHANNELS", CHANNELS, "NATS_URL", urls, "NATS_HISTORY", HISTORY + servers.size());
        NodeProcess node = new NodeProcess(command, environment, NatsServer.freePort(), log);
        nodes.add(node);
        node.start();
    }

    synchronized List<URI> addresses() {
        return nodes.stream().map(NodeProcess::address).toList();
    }

    synchronized void begin(Fault fault) throws InterruptedException {
        if (closed) {
            return;
        }
        switch (fault.kind()) {
            case NODE_KILLED -> nodes.get(fault.target()).kill();
            case NODE_FROZEN -> nodes.get(fault.target()).signal("STOP");
            case NATS_KILLED -> servers.get(fault.target()).kill();
            case NATS_FROZEN -> servers.get(fault.target()).signal("STOP");
            case LINK_CUT ->
                links.get(fault.target()).forEach(link -> {
                    link.refuse();
                    link.reset();
                });
            case LINK_STALLED -> links.get(fault.target()).forEach(FaultyProxy::stall);
            case LINK_SWALLOWING -> links.get(fault.target()).forEach(FaultyProxy::swallow);
        }
    }

    synchronized void end(Fault fault) throws InterruptedException {
        if (closed) {
            return;
        }
        switch (fault.kind()) {
            case NODE_KILLED -> nodes.get(fault.target()).start();
            case NODE_FROZEN -> nodes.get(fault.target()).signal("CONT");
            case NATS_KILLED -> servers.get(fault.target()).restart();
            case NATS_FROZEN -> servers.get(fault.target()).signal("CONT");
            case LINK_CUT, LINK_STALLED, LINK_SWALLOWING ->
                links.get(fault.target()).forEach(FaultyProxy::restore);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        nodes.forEach(NodeProcess::close);
        links.forEach(proxies -> proxies.forEach(FaultyProxy::close));
        servers.forEach(NatsServer::close);
    }
}
