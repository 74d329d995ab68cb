package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.PublishResult;
import dev.turbine.api.Subscription;
import dev.turbine.tck.NatsServer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Names of channels mean something to NATS's protocol, its subjects or its accounts: on the wire they are names alone. */
class SpyTest {
    private static List<String> names() {
        List<String> names = new ArrayList<>(List.of(
                "*",
                ">",
                ".",
                "..",
                "...",
                "a.b",
                "a..b",
                ".a",
                "a.",
                "*.*",
                "a.*",
                "a.>",
                ">.>",
                "=",
                "==",
                "=2A",
                "=2a",
                "=3D2A",
                "a=2Eb",
                "%2A",
                "\\u002a",
                "$SYS",
                "$SYS.>",
                "$SYS.REQ.SERVER.PING",
                "$JS.API.>",
                "$KV.a.b",
                "_INBOX.>",
                "_INBOX.a.b",
                "turbine.n",
                "turbine.c",
                "turbine.c.*",
                "turbine.>",
                ".n",
                "n",
                "c",
                " ",
                "  ",
                "a b",
                " a",
                "a ",
                "PING",
                "PUB",
                "SUB > 1",
                "UNSUB 1",
                "-ERR 'no'",
                "+OK",
                "INFO {}",
                "CONNECT {\"verbose\":true}",
                "MSG turbine.n 1 0",
                "queue group",
                "a:b",
                "a/b",
                "A",
                "a",
                "\u00e4",
                "a\u0308",
                "\u4e16\u754c",
                "\ud83d\ude00",
                "\u200b",
                "\u2028",
                "\ufeffa",
                "\u202ea",
                "\"",
                "\\",
                "'",
                "{}",
                "null",
                "\u0085"));
        names.add("x".repeat(255));
        names.add("*".repeat(255));
        names.add("\u00e4".repeat(127));
        names.add("a.".repeat(127));
        return names;
    }

    /** No node takes them for names at all. */
    private static final List<String> NO_NAMES = List.of(
            "", "a\r\nPUB turbine.n 1\r\nx\r\n", "\r\n", "\n", "a\u0000b", "\t", "a\tb", "\u007f", "x".repeat(256));

    @Test
    void everyNameReachesItsOwnSubscribersAndNothingOutsideThePrefix() throws Exception {
        try (NatsServer server = NatsServer.start();
                Spy spy = new Spy(server);
                Member one = Member.start(0, server.url());
                Member other = Member.start(1, server.url())) {
            List<String> names = names().stream()
                    .filter(name -> one.turbine()
                            .publish(name, "0")
                            .toCompletableFuture()
                            .join()
                            .ok())
                    .toList();
            assertThat(names).hasSizeGreaterThanOrEqualTo(60).doesNotHaveDuplicates();
            for (String name : NO_NAMES) {
                PublishResult refused =
                        one.turbine().publish(name, "0").toCompletableFuture().join();
                assertThat(refused.code()).as("%s", name).isEqualTo(400);
            }
            Map<String, List<String>> received = new ConcurrentHashMap<>();
            List<Subscription> subscriptions = new ArrayList<>();
            for (String name : names) {
                List<String> own = new CopyOnWriteArrayList<>();
                received.put(name, own);
                subscriptions.add(other.turbine().subscribe(name, publication -> own.add(publication.data())));
            }
            await().until(() -> server.subscriptions("turbine") == names.size());

            for (int i = 0; i < names.size(); i++) {
                PublishResult result = one.turbine()
                        .publish(names.get(i), Integer.toString(i))
                        .toCompletableFuture()
                        .join();
                assertThat(result).isEqualTo(PublishResult.accepted(0, true));
            }

            await().until(() -> other.link().received() == names.size());
            for (int i = 0; i < names.size(); i++) {
                List<String> own = received.getOrDefault(names.get(i), List.of());
                String expected = Integer.toString(i);
                await().until(() -> !own.isEmpty());
                assertThat(own).as("%s", names.get(i)).containsExactly(expected);
            }
            spy.flush();
            assertThat(spy.seen())
                    .hasSizeGreaterThan(2 * names.size())
                    .extracting(message -> message.getSubject())
                    .allMatch(subject -> subject.matches("turbine\\.(n|p|c\\.[A-Za-z0-9_=-]+)"));
            assertThat(Stream.of(one, other)
                            .map(member -> member.turbine().stats().lost().get("malformed")))
                    .containsOnly(0L);
            assertThat(other.link().dropped().values()).containsOnly(0L);
            subscriptions.forEach(Subscription::close);
        }
    }
}
