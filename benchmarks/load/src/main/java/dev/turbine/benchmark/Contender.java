package dev.turbine.benchmark;

import dev.turbine.benchmark.crowd.Dialect;
import java.util.List;

/**
 * Something that is measured.
 *
 * @param name as it stands in tables and on the command line
 * @param subject class of its server, and that class's arguments
 * @param peer whether the class is in the module of the peers, with a class path of its own
 */
record Contender(String name, List<String> subject, Dialect dialect, boolean peer) {
    private static final String SUBJECTS = "dev.turbine.benchmark.subject.";
    private static final String PEERS = "dev.turbine.benchmark.peer.";

    /** The transports of Turbine, in the order of tables. */
    static final List<String> TRANSPORTS = List.of("jetty", "undertow", "jakarta");

    static Contender turbine(String transport) {
        return new Contender(
                "turbine-" + transport, List.of(SUBJECTS + "TurbineSubject", transport), Dialect.TURBINE, false);
    }

    static Contender bare(String transport) {
        return new Contender("bare-" + transport, List.of(SUBJECTS + "BareSubject", transport), Dialect.PLAIN, false);
    }

    static Contender floor(int perWrite) {
        return new Contender(
                "floor-" + perWrite, List.of(SUBJECTS + "FloorSubject", "" + perWrite), Dialect.PLAIN, false);
    }

    static List<Contender> turbines() {
        return TRANSPORTS.stream().map(Contender::turbine).toList();
    }

    static List<Contender> bares() {
        return TRANSPORTS.stream().map(Contender::bare).toList();
    }

    static List<Contender> peers() {
        return List.of(
                peer("cometd", "CometdSubject", Dialect.COMETD),
                peer("stomp", "StompSubject", Dialect.STOMP),
                peer("socketio", "SocketIoSubject", Dialect.SOCKETIO),
                peer("vertx", "VertxSubject", Dialect.VERTX),
                peer("jakarta-loop", "JakartaSubject", Dialect.PLAIN));
    }

    private static Contender peer(String name, String subject, Dialect dialect) {
        return new Contender(name, List.of(PEERS + subject), dialect, true);
    }
}
