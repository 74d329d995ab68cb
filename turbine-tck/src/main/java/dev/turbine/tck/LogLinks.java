package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.PublicationLog.Appended;
import dev.turbine.spi.PublicationLog.Entry;
import dev.turbine.spi.PublicationLog.Outcome;
import dev.turbine.spi.PublicationLog.Page;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** L8, L9 and L13: what is missed is told, and can be read; the log survives what holds it, or is another one. */
interface LogLinks extends Logs {
    @Test
    default void l8AfterACutLinkThereIsAGapAndTheRestCanBeRead() {
        LogNode away = join();
        missesAndReads(away, () -> mesh().cut(away.broker()));
    }

    @Test
    default void l8AfterALinkThatSwallowsThereIsAGapAndTheRestCanBeRead() {
        LogNode away = join();
        missesAndReads(away, () -> mesh().swallow(away.broker()));
    }

    private void missesAndReads(LogNode away, Runnable breakLink) {
        LogNode other = join();
        away.follow("news", "dropped");
        long seen = other.appended("news", "seen");
        away.awaitText("news", "seen");

        int gaps = away.gaps();
        breakLink.run();
        mesh().until("the loss to be noticed", () -> away.tryRead("news", seen, 1, false) == null);
        mesh().answer("follow", Mesh.ANSWER, () -> away.log().follow("during"));
        other.appended("news", "missed");
        other.appended("during", "missed");
        assertThat(away.gaps()).isEqualTo(gaps);
        mesh().mend(away.broker());
        mesh().until("a gap", () -> away.gaps() > gaps);

        Page page = away.readAfter("news", seen);
        assertThat(page.complete()).isTrue();
        assertThat(LogNode.texts(page)).containsExactly("missed");
        long next = other.appended("news", "next");
        other.appended("during", "next");
        away.awaitText("news", "next");
        away.awaitText("during", "next");
        Entry last = away.entries("news").get(away.entries("news").size() - 1);
        assertThat(last.offset()).isEqualTo(next);
        assertThat(last.previous()).isEqualTo(page.top());
    }

    @Test
    default void l8WhatABlockedListenerMissesShows() {
        LogNode publisher = join();
        LogNode reader = join();
        reader.follow("news");
        Gate gate = new Gate();
        reader.onAppended((channel, entry) -> gate.pass());
        int count = 6_000;
        try (gate) {
            for (int i = 0; i < count; i += 500) {
                List<CompletionStage<Appended>> stages = new ArrayList<>();
                for (int j = i; j < i + 500; j++) {
                    stages.add(publisher.append("news", "m" + j));
                }
                stages.forEach(stage -> mesh().result("append", Mesh.RESULT, stage));
            }
        }
        mesh().until("all, or a gap", () -> reader.entries("news").size() >= count || reader.gaps() > 0);
        mesh().until("the end", () -> {
            publisher.appended("news", "end");
            return reader.texts("news").contains("end");
        });
        List<Entry> come = reader.entries("news");
        assertThat(come.stream().map(Entry::offset)).isSorted().doesNotHaveDuplicates();
        if (reader.gaps() == 0) {
            Logs.assertChained(0, come);
        }
    }

    @Test
    default void l9EntriesSurviveARestartInTheSameLog() {
        LogNode one = join();
        LogNode two = join();
        two.follow("news");
        int count = Math.min(logs().size(), 10);
        List<Long> places = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            places.add(one.appended("news", "m" + i));
        }
        String epoch = one.readAfter("news", 0).epoch();
        assertThat(two.readAfter("other", 0).epoch()).isEqualTo(epoch).isNotEmpty();
        int gaps = two.gaps();

        logs().restart();

        mesh().until("a gap", () -> two.gaps() > gaps);
        Page page = two.readAfter("news", 0);
        assertThat(page.epoch()).isEqualTo(epoch);
        assertThat(page.entries().stream().map(Entry::offset)).isEqualTo(places);
        one.awaitReady();
        long next = one.appended("news", "next");
        assertThat(next).isGreaterThan(page.top());
        two.awaitText("news", "next");
        List<Entry> come = two.entries("news");
        assertThat(come.get(come.size() - 1).previous()).isEqualTo(page.top());
    }

    @Test
    default void l9WhatIsAcknowledgedSurvivesACrashAmidAppends() {
        LogNode publisher = join();
        LogNode reader = join();
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        int count = Math.min(logs().size(), 400);
        for (int i = 0; i < count; i++) {
            stages.add(publisher.append("news", "m" + i));
            if (i == count / 2) {
                logs().restart();
            }
        }
        List<Long> appended = new ArrayList<>();
        for (CompletionStage<Appended> stage : stages) {
            Appended result = mesh().result("append", Mesh.RESULT, stage);
            if (result.outcome() == Outcome.APPENDED) {
                appended.add(result.offset());
            }
        }
        Page page = reader.readAfter("news", 0);
        assertThat(page.entries().stream().map(Entry::offset))
                .containsAll(appended)
                .isSorted();
        assertThat(LogNode.texts(page)).doesNotHaveDuplicates();
    }

    @Test
    default void l9NodesThatStartAtOnceAgreeOnTheLog() {
        List<Thread> starting = new ArrayList<>();
        List<BrokerNode> brokers = List.of(mesh().idle(), mesh().idle(), mesh().idle());
        for (BrokerNode broker : brokers) {
            Thread thread = new Thread(() -> broker.broker().start(broker), "start");
            thread.start();
            starting.add(thread);
        }
        for (Thread thread : starting) {
            mesh().within(Mesh.ANSWER, "start", () -> join(thread));
        }
        List<LogNode> nodes =
                brokers.stream().map(broker -> new LogNode(broker, mesh())).toList();
        nodes.forEach(LogNode::awaitReady);
        nodes.forEach(node -> node.follow("news"));
        nodes.get(0).appended("news", "one");
        for (LogNode node : nodes) {
            node.awaitText("news", "one");
            assertThat(node.readAfter("news", 0).epoch())
                    .isEqualTo(nodes.get(0).readAfter("news", 0).epoch());
        }
    }

    @Test
    default void l13ALogThatStartsAfreshIsAnotherOneAndAllAreTold() {
        LogNode one = join();
        LogNode two = join();
        two.follow("news");
        for (int i = 0; i < 3; i++) {
            one.appended("news", "m" + i);
        }
        two.awaitText("news", "m2");
        String epoch = two.readAfter("news", 0).epoch();
        int gapsOfOne = one.gaps();
        int gapsOfTwo = two.gaps();

        logs().renew();

        mesh().until("a gap", () -> one.gaps() > gapsOfOne && two.gaps() > gapsOfTwo);
        one.awaitReady();
        two.awaitReady();
        long place = one.appended("news", "afresh");
        two.awaitText("news", "afresh");
        Page page = two.readAfter("news", 0);
        assertThat(page.epoch())
                .isNotEqualTo(epoch)
                .isEqualTo(one.readAfter("news", 0).epoch());
        assertThat(page.top()).isEqualTo(place);
        assertThat(LogNode.texts(page)).containsExactly("afresh");
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
