package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.PublicationLog.Appended;
import dev.turbine.spi.PublicationLog.Entry;
import dev.turbine.spi.PublicationLog.Outcome;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** L1, L2 and L4: what is appended comes once, in one order, with its predecessor, and nothing else does. */
interface Appending extends Logs {
    @Test
    default void l1WhatIsAppendedComesOnceToAllThatFollowAndToTheOneThatAppended() {
        LogNode publisher = join();
        List<LogNode> nodes = List.of(publisher, join(), join());
        nodes.forEach(node -> node.follow("news"));

        List<Long> places = List.of(
                publisher.appended("news", "one"),
                nodes.get(1).appended("news", "two"),
                publisher.appended("news", "three"));

        assertThat(places).isSorted().doesNotHaveDuplicates();
        for (LogNode node : nodes) {
            node.awaitEntries("news", 3);
            assertThat(node.texts("news")).containsExactly("one", "two", "three");
            assertThat(node.entries("news").stream().map(Entry::offset)).isEqualTo(places);
        }
    }

    @Test
    default void l1CallsThatDoNotWaitForEachOtherKeepTheirOrder() {
        LogNode publisher = join();
        LogNode reader = join();
        reader.follow("news", "other");
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        for (int i = 0; i < 500; i++) {
            stages.add(publisher.append("news", "n" + i));
            stages.add(publisher.append("other", "o" + i));
        }
        stages.forEach(
                stage -> assertThat(mesh().result("append", Mesh.RESULT, stage).outcome())
                        .isEqualTo(Outcome.APPENDED));
        reader.awaitEntries("news", 500);
        reader.awaitEntries("other", 500);
        assertThat(reader.texts("news"))
                .isEqualTo(IntStream.range(0, 500).mapToObj(i -> "n" + i).toList());
        assertThat(reader.texts("other"))
                .isEqualTo(IntStream.range(0, 500).mapToObj(i -> "o" + i).toList());
    }

    @Test
    default void l1AllNodesSeeOneOrderOfWhatSeveralAppendAtOnce() {
        List<LogNode> nodes = List.of(join(), join(), join());
        nodes.forEach(node -> node.follow("news"));
        int each = 300;
        Map<CompletionStage<Appended>, String> stages = new HashMap<>();
        for (int i = 0; i < each; i++) {
            for (int node = 0; node < nodes.size(); node++) {
                String text = node + ":" + i;
                stages.put(nodes.get(node).append("news", text), text);
            }
        }
        Map<Long, String> places = new HashMap<>();
        stages.forEach((stage, text) ->
                places.put(mesh().result("append", Mesh.RESULT, stage).offset(), text));

        List<String> order = places.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(Map.Entry::getValue)
                .toList();
        assertThat(order).hasSize(each * nodes.size());
        for (LogNode node : nodes) {
            node.awaitEntries("news", order.size());
            assertThat(node.texts("news")).isEqualTo(order);
            Logs.assertChained(0, node.entries("news"));
        }
    }

    @Test
    default void l1PayloadsComeByteForByte() {
        LogNode publisher = join();
        LogNode reader = join();
        reader.follow("news");
        Random random = new Random(3);
        List<byte[]> payloads = new ArrayList<>();
        for (int length : new int[] {0, 1, 2, 255, 256, 4_096, 65_536, 300_000}) {
            byte[] payload = new byte[length];
            random.nextBytes(payload);
            payloads.add(payload);
            mesh().result("append", Mesh.RESULT, publisher.log().append("news", payload.clone(), null));
        }
        reader.awaitEntries("news", payloads.size());
        List<Entry> come = reader.entries("news");
        for (int i = 0; i < payloads.size(); i++) {
            assertThat(Arrays.equals(come.get(i).payload(), payloads.get(i))).isTrue();
        }
        List<Entry> read = reader.read("news", 0, 2, true).entries();
        assertThat(Arrays.equals(read.get(read.size() - 1).payload(), payloads.get(payloads.size() - 1)))
                .isTrue();
    }

    /** Also when the one before is not held any more: the log holds fewer. */
    @Test
    default void l2EachEntryNamesTheOneBeforeIt() {
        LogNode publisher = join();
        LogNode reader = join();
        reader.follow("news", "other");
        int count = logs().size() * 2 + 3;
        for (int i = 0; i < count; i++) {
            publisher.append("news", "n" + i);
            publisher.append("other", "o" + i);
        }
        publisher.appended("news", "end");
        publisher.appended("other", "end");
        reader.awaitEntries("news", count + 1);
        reader.awaitEntries("other", count + 1);
        Logs.assertChained(0, reader.entries("news"));
        Logs.assertChained(0, reader.entries("other"));

        LogNode later = join();
        later.follow("news");
        long before = reader.entries("news").get(count).offset();
        publisher.appended("news", "later");
        later.awaitText("news", "later");
        Logs.assertChained(before, later.entries("news"));
    }

    @Test
    default void l4WhatIsSaidOfAnAppendIsTrue() {
        LogNode publisher = join();
        LogNode reader = join();
        reader.follow("news");
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            if (i == 200) {
                mesh().cut(publisher.broker());
            }
            stages.add(publisher.append("news", "m" + i));
        }

        Map<String, Long> appended = new HashMap<>();
        List<String> stayed = new ArrayList<>();
        for (int i = 0; i < stages.size(); i++) {
            Appended result = mesh().result("append", Mesh.RESULT, stages.get(i));
            if (result.outcome() == Outcome.APPENDED) {
                appended.put("m" + i, result.offset());
            } else {
                assertThat(result.offset()).isZero();
            }
            if (result.outcome() == Outcome.NOT_APPENDED) {
                stayed.add("m" + i);
            }
        }
        reader.appended("news", "end");
        reader.awaitText("news", "end");
        Map<String, Long> come = new HashMap<>();
        reader.entries("news").forEach(entry -> come.put(LogNode.text(entry), entry.offset()));
        assertThat(come).containsAllEntriesOf(appended).doesNotContainKeys(stayed.toArray(String[]::new));
        assertThat(reader.texts("news")).doesNotHaveDuplicates();
    }

    @Test
    default void l4WhatComesIsInTheLog() {
        LogNode publisher = join();
        LogNode reader = join();
        reader.follow("news");
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        int count = Math.min(logs().size(), 50);
        for (int i = 0; i < count; i++) {
            stages.add(publisher.append("news", "m" + i));
            if (i == count / 2) {
                mesh().swallow(publisher.broker());
            }
        }
        stages.forEach(stage -> mesh().result("append", Mesh.RESULT, stage));
        List<String> read = LogNode.texts(reader.readAfter("news", 0));
        mesh().until("what is in the log", () -> reader.texts("news").size() >= read.size());
        assertThat(LogNode.texts(reader.readAfter("news", 0))).isEqualTo(reader.texts("news"));
    }
}
