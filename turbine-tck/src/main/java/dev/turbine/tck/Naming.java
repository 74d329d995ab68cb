package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** B4: whatever a channel's name holds, it names that channel. */
interface Naming extends Meshes {
    /** Names that mean something else to some server or encoding, or look like each other. */
    List<String> HOSTILE = hostile();

    private static List<String> hostile() {
        List<String> names = new ArrayList<>(List.of(
                // wildcards and separators of servers
                ">",
                "*",
                "**",
                "#",
                "+",
                "?",
                "a",
                "b",
                "a.b",
                "a.*",
                "a.>",
                "*.b",
                "*.*",
                "a.#",
                "a.+",
                "a/b",
                "a/#",
                "a/+",
                "a:b",
                "a:*",
                "a[b]",
                "a{b}",
                "a\\b",
                "a|b",
                "a,b",
                "a;b",
                // empty tokens
                ".",
                "..",
                "...",
                ".a",
                "a.",
                "a..b",
                "/",
                "//",
                ":",
                " ",
                "  ",
                " a",
                "a ",
                "a b",
                "\t",
                "a\tb",
                "\0",
                "a\0",
                "a\0b",
                "\u007f",
                // what servers keep for themselves
                "$SYS",
                "$SYS.>",
                "$SYS.REQ.SERVER.PING",
                "$JS.API.INFO",
                "_INBOX",
                "_INBOX.>",
                "_INBOX.x",
                "$",
                "_",
                "__keyspace@0__:a",
                "broadcast",
                "_broadcast",
                "all",
                "control",
                "turbine",
                "null",
                "true",
                // protocol text
                "\r\n",
                "\n",
                "\r",
                "x\r\nPUB y 0\r\n\r\n",
                "x\r\nPUB y 0",
                "x\nSUB > 1",
                "x 5\r\nhello",
                "x 0\r\n\r\nPING",
                "PING",
                "+OK",
                "-ERR",
                "*1\r\n$4\r\nPING",
                "y",
                "hello",
                // encodings of others
                "A",
                "=41",
                "=",
                "==",
                "=3D",
                "%41",
                "%",
                "%25",
                "%2E",
                "=2E",
                "\\u0041",
                "&#65;",
                "_41",
                "QQ",
                "QQ==",
                "41",
                "0x41",
                "xn--a",
                "YQ",
                "61",
                "=61",
                "~",
                "~41",
                "-41",
                "-",
                // nearly the same
                "News",
                "news",
                "NEWS",
                "n\u0435ws",
                "\u00e9",
                "e\u0301",
                "E\u0301",
                "\u00c9",
                "\u00df",
                "ss",
                "\u1e9e",
                "\u0131",
                "i",
                "I",
                "\u0130",
                "\u212a",
                "K",
                "k",
                "\ufb01",
                "fi",
                "\u00b5",
                "\u03bc",
                "\u2126",
                "\u03a9",
                // beyond ASCII
                "\ud83d\ude00",
                "\ud83d\ude01",
                "\ud83d\udc68\u200d\ud83d\udc69",
                "\u200d",
                "\u200b",
                "\ufeff",
                "\ufeffa",
                "\u202ea",
                "\u2028",
                "\u0085",
                "\u4e2d\u6587",
                "\uffff",
                "\udbff\udfff"));
        names.add("n".repeat(254) + "a"); // as long as a name may be: 255 bytes of UTF-8
        names.add("n".repeat(254) + "b");
        names.add("n".repeat(254));
        names.add("\u4e2d".repeat(85));
        names.add(".".repeat(255));
        names.add("\ud83d\ude00".repeat(63) + "abc");
        names.add("=".repeat(255));
        return List.copyOf(names);
    }

    /** For any two names there is a node that is subscribed to the one and not to the other. */
    @Test
    default void b4EveryNameReachesItsOwnSubscribersAlone() {
        BrokerNode publisher = mesh().join();
        for (int bit = 1; bit < HOSTILE.size(); bit <<= 1) {
            int mask = bit;
            assertThat(reachedWhere(publisher, index -> (index & mask) != 0)).isEmpty();
            assertThat(reachedWhere(publisher, index -> (index & mask) == 0)).isEmpty();
        }
    }

    @Test
    default void b4EveryNameCanBeUnsubscribedAlone() {
        BrokerNode publisher = mesh().join();
        BrokerNode reader = mesh().join();
        reader.subscribe(HOSTILE.toArray(String[]::new));
        for (int i = 1; i < HOSTILE.size(); i += 2) {
            reader.broker().unsubscribe(HOSTILE.get(i));
        }
        for (int i = 0; i < HOSTILE.size(); i += 2) {
            publisher.publish(HOSTILE.get(i), "still");
        }
        reader.awaitArrivals((HOSTILE.size() + 1) / 2);
    }

    /** What is wrong with what arrives at a node that is subscribed to some of the names. */
    private List<String> reachedWhere(BrokerNode publisher, IntPredicate subscribed) {
        List<String> channels = IntStream.range(0, HOSTILE.size())
                .filter(subscribed)
                .mapToObj(HOSTILE::get)
                .toList();
        BrokerNode reader = mesh().join();
        reader.subscribe(channels.toArray(String[]::new));
        publishAll(publisher, "first");
        publishAll(publisher, "second");
        mesh().until(
                        "the last of every channel",
                        () -> channels.stream()
                                .allMatch(channel ->
                                        reader.texts(channel).contains("second " + HOSTILE.indexOf(channel))));
        List<String> expected = channels.stream()
                .flatMap(channel -> List.of("first ", "second ").stream()
                        .map(round -> channel + " got " + round + HOSTILE.indexOf(channel)))
                .toList();
        List<String> wrong = new ArrayList<>(reader.arrivals().stream()
                .map(arrival -> arrival.channel() + " got " + arrival.text())
                .toList());
        expected.forEach(wrong::remove);
        reader.broadcasts().forEach(payload -> wrong.add("a broadcast"));
        reader.close();
        return wrong;
    }

    private void publishAll(BrokerNode publisher, String round) {
        IntStream.range(0, HOSTILE.size())
                .mapToObj(i -> publisher.publish(HOSTILE.get(i), round + " " + i))
                .toList()
                .forEach(stage -> mesh().result("publish", Mesh.RESULT, stage));
    }
}
