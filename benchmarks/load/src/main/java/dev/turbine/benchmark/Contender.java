package dev.turbine.benchmark;

import dev.turbine.benchmark.crowd.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Something that is measured.
 *
 * @param name as it stands in tables and on the command line
 * @param subject class of its server, and that class's arguments
 * @param classPath which of the {@link Machine}'s class paths the server has
 * @param token what clients show who connect to it
 */
record Contender(String name, List<String> subject, Dialect dialect, String classPath, String token) {
    private static final String SUBJECTS = "dev.turbine.benchmark.subject.";
    private static final String PEERS = "dev.turbine.benchmark.peer.";
    private static final String ANY_TOKEN = "token";

    /** The transports of Turbine, in the order of tables. */
    private static final List<String> TRANSPORTS = List.of("jetty", "undertow", "jakarta");

    static Contender turbine(String transport) {
        return own("turbine-" + transport, Dialect.TURBINE, "TurbineSubject", transport);
    }

    static Contender bare(String transport) {
        return own("bare-" + transport, Dialect.PLAIN, "BareSubject", transport);
    }

    static Contender floor(int perWrite) {
        return own("floor-" + perWrite, Dialect.PLAIN, "FloorSubject", Integer.toString(perWrite));
    }

    private static Contender own(String name, Dialect dialect, String subject, String argument) {
        return new Contender(name, List.of(SUBJECTS + subject, argument), dialect, Machine.OWN, ANY_TOKEN);
    }

    static List<Contender> turbines() {
        return TRANSPORTS.stream().map(Contender::turbine).toList();
    }

    /**
     * Without Tomcat's: what the others carry overloads it, and who falls further behind than a history reaches is
     * unsubscribed.
     */
    static List<Contender> fastTurbines() {
        return List.of(turbine("jetty"), turbine("undertow"));
    }

    /** The transports without Turbine, then with it. */
    static List<Contender> baresAndTurbines() {
        return Stream.concat(TRANSPORTS.stream().map(Contender::bare), turbines().stream())
                .toList();
    }

    /** All but guests. */
    static List<Contender> all() {
        return Stream.of(
                        List.of(floor(1), floor(16)),
                        baresAndTurbines(),
                        fastTurbines().stream().map(Contender::withHistory).toList(),
                        peers())
                .flatMap(List::stream)
                .toList();
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
        return new Contender(name, List.of(PEERS + subject), dialect, Machine.PEERS, ANY_TOKEN);
    }

    /** A server that is started by a command of its own, and published to over HTTP. */
    static Contender guest(String dialect, int port, String token, String key, String command) {
        List<String> subject = new ArrayList<>(List.of(SUBJECTS + "HttpSubject", Integer.toString(port), key));
        subject.addAll(List.of(command.strip().split("\\s+")));
        Dialect spoken = Stream.of(Dialect.TURBINE, Dialect.CENTRIFUGO)
                .filter(one -> one.name().toLowerCase(Locale.ROOT).equals(dialect))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException(
                        "--dialect wants turbine or centrifugo, and not \"" + dialect + "\""));
        return new Contender("other-" + dialect, subject, spoken, Machine.OWN, token);
    }

    boolean isTurbine() {
        return subject.get(0).equals(SUBJECTS + "TurbineSubject");
    }

    /** The same, whose channels keep a history. */
    Contender withHistory() {
        List<String> arguments = new ArrayList<>(subject);
        arguments.add("history");
        return new Contender(name + "-history", arguments, dialect, classPath, token);
    }

    /** The same with Turbine's jars of a commit. */
    Contender at(String commit) {
        return new Contender(name + "@" + commit, subject, dialect, commit, token);
    }
}
