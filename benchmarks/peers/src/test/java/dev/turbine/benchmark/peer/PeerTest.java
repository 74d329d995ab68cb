package dev.turbine.benchmark.peer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.benchmark.crowd.Dialect;
import dev.turbine.benchmark.subject.Subject;
import dev.turbine.tck.Swarm;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class PeerTest {
    private static final Pattern MESSAGE = Pattern.compile("~[0-9]{4}x+");
    private static final int MESSAGES = 100;

    private final Map<Integer, List<String>> received = new ConcurrentHashMap<>();

    /** Starts a peer. */
    interface Start {
        Subject start(List<String> arguments) throws Exception;
    }

    static Stream<Arguments> peers() {
        return Stream.of(
                peer(JakartaSubject::new, Dialect.PLAIN),
                peer(CometdSubject::new, Dialect.COMETD),
                peer(StompSubject::new, Dialect.STOMP),
                peer(SocketIoSubject::new, Dialect.SOCKETIO),
                peer(VertxSubject::new, Dialect.VERTX));
    }

    private static Arguments peer(Start start, Dialect dialect) {
        return Arguments.of(start, dialect);
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("peers")
    void everySubscriberGetsEveryMessageOnceAndNobodyElse(Start start, Dialect dialect) throws Exception {
        try (Subject subject = start.start(List.of());
                Swarm swarm = new Swarm(
                        URI.create("http://127.0.0.1:" + subject.port()),
                        dialect.path(),
                        dialect.headers(),
                        1,
                        this::receive)) {
            int first = swarm.open(dialect.talk("", List.of("news:1")));
            int both = swarm.open(dialect.talk("", List.of("news:1", "news:2")));
            int other = swarm.open(dialect.talk("", List.of("news:2")));
            int none = swarm.open(dialect.talk("", List.of()));
            int large = swarm.open(dialect.talk("", List.of("news:3")));
            swarm.awaitReady(Duration.ofSeconds(20));

            List<String> messages = messages(MESSAGES, "x");
            messages.forEach(message -> publish(subject, "news:1", message));
            // Few enough for Spring, which by default ends a session with 512 KiB before it.
            List<String> largeMessages = messages(20, "x".repeat((16 << 10) - 7));
            largeMessages.forEach(message -> publish(subject, "news:3", message));

            await().untilAsserted(() -> {
                assertReceived(first, messages);
                assertReceived(both, messages);
                assertReceived(large, largeMessages);
            });
            await().during(Duration.ofMillis(200))
                    .until(() -> received.getOrDefault(first, List.of()).size() == MESSAGES
                            && received.getOrDefault(both, List.of()).size() == MESSAGES);
            assertThat(received).doesNotContainKeys(other, none);
        }
    }

    private static List<String> messages(int count, String rest) {
        List<String> messages = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            messages.add("~%04d%s".formatted(i, rest));
        }
        return messages;
    }

    private static void publish(Subject subject, String channel, String message) {
        subject.publish(channel, ("\"" + message + "\"").getBytes(StandardCharsets.UTF_8));
    }

    private void receive(int session, ByteBuffer payload) {
        String frame = StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        List<String> messages = received.computeIfAbsent(session, number -> new ArrayList<>());
        synchronized (messages) {
            MESSAGE.matcher(frame).results().forEach(result -> messages.add(result.group()));
        }
    }

    private void assertReceived(int session, List<String> messages) {
        List<String> arrived = received.getOrDefault(session, List.of());
        synchronized (arrived) {
            assertThat(arrived).containsExactlyInAnyOrderElementsOf(messages);
        }
    }
}
