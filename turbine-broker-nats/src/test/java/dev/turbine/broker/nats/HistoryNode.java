package dev.turbine.broker.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.spi.PublicationLog;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/** A node with a durable history, which remembers what its log has told it. */
final class HistoryNode implements PublicationLog.Listener, AutoCloseable {
    record Come(String channel, long offset, long previous, String text) {}

    final NatsBroker broker;
    final PublicationLog log;
    final List<Come> come = new CopyOnWriteArrayList<>();
    final AtomicInteger gaps = new AtomicInteger();

    HistoryNode(String url, DurableHistory history) {
        broker = NatsBroker.builder().servers(url).durable(history).build();
        log = Objects.requireNonNull(broker.log());
        broker.start(new RecordingListener());
        log.start(this);
    }

    void follow(String channel) throws Exception {
        log.follow(channel).toCompletableFuture().get(5, TimeUnit.SECONDS);
    }

    PublicationLog.Appended append(String channel, String text) throws Exception {
        return log.append(channel, text.getBytes(UTF_8), null)
                .toCompletableFuture()
                .get(5, TimeUnit.SECONDS);
    }

    long appended(String channel, String text) throws Exception {
        PublicationLog.Appended result = append(channel, text);
        assertThat(result.outcome()).isEqualTo(PublicationLog.Outcome.APPENDED);
        return result.offset();
    }

    /** Reads until there is an answer. */
    PublicationLog.Page read(String channel, long after) {
        AtomicReference<PublicationLog.Page> page = new AtomicReference<>();
        await().until(() -> {
            page.set(
                    log.read(channel, after, 1_000, false).toCompletableFuture().get(9, TimeUnit.SECONDS));
            return page.get() != null;
        });
        return page.get();
    }

    Come last() {
        return come.get(come.size() - 1);
    }

    void awaitText(String text) {
        await().until(() -> come.stream().anyMatch(one -> one.text().equals(text)));
    }

    @Override
    public void onAppended(String channel, PublicationLog.Entry entry) {
        come.add(new Come(channel, entry.offset(), entry.previous(), new String(entry.payload(), UTF_8)));
    }

    @Override
    public void onGap() {
        gaps.incrementAndGet();
    }

    @Override
    public void close() {
        broker.close();
    }
}
