package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.PublicationLog.Appended;
import dev.turbine.spi.PublicationLog.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** L10 and L11: no call blocks or throws, and nothing is called after {@code close}. */
interface PromptLogs extends Logs {
    @Test
    default void l10NoCallBlocksWhileTheListenerDoes() {
        LogNode publisher = join();
        LogNode reader = join();
        reader.follow("news");
        publisher.follow("back");
        Gate gate = new Gate();
        reader.onAppended((channel, entry) -> gate.pass());
        try (gate) {
            publisher.appended("news", "first");
            mesh().until("the listener to block", gate::isReached);
            List<CompletionStage<Appended>> stages = new ArrayList<>();
            Aside.promptly("a call beside a blocked listener", () -> {
                stages.add(reader.append("back", "still here"));
                reader.log().follow("more");
                reader.log().unfollow("more");
                reader.log().read("news", 0, 10, true);
            });
            assertThat(mesh().result("append", Mesh.RESULT, stages.get(0)).outcome())
                    .isEqualTo(Outcome.APPENDED);
            assertThat(LogNode.texts(reader.readAfter("news", 0))).containsExactly("first");
            publisher.awaitText("back", "still here");
        }
        reader.awaitText("news", "first");
    }

    @Test
    default void l10AListenerMayCallTheLog() {
        LogNode asking = join();
        LogNode answering = join();
        asking.follow("answer");
        answering.follow("question");
        CompletableFuture<Boolean> read = new CompletableFuture<>();
        answering.onAppended((channel, entry) -> {
            answering.append("answer", "from the listener");
            answering.log().follow("more");
            answering.log().unfollow("more");
            answering.log().read("question", 0, 10, false).thenAccept(page -> read.complete(page != null));
        });
        asking.appended("question", "?");
        asking.awaitText("answer", "from the listener");
        assertThat(mesh().result("read", Mesh.RESULT, read)).isTrue();
    }

    @Test
    default void l10NoCallBlocksWhereNothingIsAnswered() {
        LogNode node = join();
        node.follow("news");
        mesh().swallow(node.broker());
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        List<CompletionStage<?>> others = new ArrayList<>();
        Aside.promptly("calls over a dead link", () -> {
            for (int i = 0; i < 2_000; i++) {
                stages.add(node.log().append("news", new byte[1000], null));
                others.add(node.log().read("news", i, 100, false));
            }
            others.add(node.log().follow("more"));
            node.log().unfollow("news");
        });
        stages.forEach(
                stage -> assertThat(mesh().result("append", Mesh.RESULT, stage).outcome())
                        .isNotEqualTo(Outcome.APPENDED));
        others.forEach(stage -> mesh().result("a call", Mesh.RESULT, stage.thenApply(any -> true)));
    }

    @Test
    default void l10AnEntryTooLargeForTheLogHarmsNoOther() {
        LogNode publisher = join();
        LogNode reader = join();
        reader.follow("news");
        publisher.appended("news", "before");
        Outcome outcome = mesh().answer(
                        "append", Mesh.RESULT, () -> publisher.log().append("news", new byte[9_000_000], null))
                .outcome();
        publisher.appended("news", "after");
        reader.awaitText("news", "after");
        assertThat(reader.entries("news")).hasSize(outcome == Outcome.APPENDED ? 3 : 2);
        assertThat(reader.gaps() + publisher.gaps()).isZero();
    }

    @Test
    default void l11NothingIsCalledAfterCloseAndEveryStageCompletes() {
        LogNode publisher = join();
        List<LogNode> closed = new ArrayList<>();
        for (int round = 0; round < 3; round++) {
            LogNode reader = join();
            closed.add(reader);
            reader.follow("news");
            List<CompletionStage<Appended>> stages = new ArrayList<>();
            mesh().until("a stream", () -> {
                for (int i = 0; i < 50; i++) {
                    stages.add(publisher.append("news", "m"));
                }
                return !reader.seen().isEmpty();
            });
            mesh().within(BrokerEndings.CLOSE, "close", reader::close);
            stages.add(publisher.append("news", "late"));
            stages.forEach(stage -> mesh().result("append", Mesh.RESULT, stage));
        }
        LogNode last = join();
        last.follow("news");
        publisher.appended("news", "end");
        last.awaitText("news", "end");
        assertThat(closed).allMatch(node -> node.late() == 0);
    }

    @Test
    default void l11WhatWasHandedInBeforeIsAppended() {
        LogNode publisher = join();
        LogNode reader = join();
        reader.follow("news");
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            stages.add(publisher.append("news", "m" + i));
        }
        mesh().within(BrokerEndings.CLOSE, "close", publisher::close);
        stages.forEach(
                stage -> assertThat(mesh().result("append", Mesh.RESULT, stage).outcome())
                        .isEqualTo(Outcome.APPENDED));
        reader.awaitEntries("news", 200);
    }

    @Test
    default void l11CallsAfterCloseNeitherThrowNorHang() {
        LogNode node = join();
        node.follow("news");
        mesh().within(BrokerEndings.CLOSE, "close", node::close);
        mesh().answer("follow", Mesh.ANSWER, () -> node.log().follow("more"));
        Appended late = mesh().answer("append", Mesh.ANSWER, () -> node.append("news", "late"));
        assertThat(late).isEqualTo(new Appended(Outcome.NOT_APPENDED, 0));
        assertThat(node.tryRead("news", 0, 1, false)).isNull();
        Aside.promptly("unfollow", () -> node.log().unfollow("news"));
        assertThat(node.late()).isZero();
    }

    @Test
    default void l11EveryStageCompletesWhenADeadLinkIsClosed() {
        LogNode node = join();
        mesh().swallow(node.broker());
        List<CompletionStage<Appended>> stages = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            stages.add(node.append("news", "m"));
        }
        CompletionStage<Boolean> read = node.log().read("news", 0, 1, false).thenApply(page -> page == null);
        CompletionStage<Void> followed = node.log().follow("news");
        mesh().within(BrokerEndings.CLOSE, "close", node::close);
        mesh().result("follow", Mesh.ANSWER, followed);
        assertThat(mesh().result("read", Mesh.ANSWER, read)).isTrue();
        stages.forEach(
                stage -> assertThat(mesh().result("append", Mesh.ANSWER, stage).outcome())
                        .isNotEqualTo(Outcome.APPENDED));
    }
}
