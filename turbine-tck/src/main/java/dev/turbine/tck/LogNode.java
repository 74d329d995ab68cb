package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.PublicationLog;
import dev.turbine.spi.PublicationLog.Appended;
import dev.turbine.spi.PublicationLog.Entry;
import dev.turbine.spi.PublicationLog.Outcome;
import dev.turbine.spi.PublicationLog.Page;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/** A node's log and its listener, which records what it is told. */
final class LogNode implements PublicationLog.Listener {
    /** More than any log of a test holds. */
    static final int ALL = 10_000;

    private final BrokerNode broker;
    private final Mesh mesh;
    private final PublicationLog log;
    private final List<Seen> seen = new ArrayList<>(); // guarded by itself
    private final AtomicInteger gaps = new AtomicInteger();
    private final AtomicInteger late = new AtomicInteger();
    private volatile boolean closed;
    private volatile BiConsumer<String, Entry> onAppended = (channel, entry) -> {};

    /** @param broker started */
    LogNode(BrokerNode broker, Mesh mesh) {
        this.broker = broker;
        this.mesh = mesh;
        PublicationLog log = broker.broker().log();
        if (log == null) {
            throw new AssertionError("the broker has no log");
        }
        this.log = log;
        log.start(this);
    }

    /** An entry that has come. */
    record Seen(String channel, Entry entry) {
        String text() {
            return LogNode.text(entry);
        }
    }

    static String text(Entry entry) {
        return new String(entry.payload(), StandardCharsets.UTF_8);
    }

    static List<String> texts(Page page) {
        return page.entries().stream().map(LogNode::text).toList();
    }

    PublicationLog log() {
        return log;
    }

    BrokerNode broker() {
        return broker;
    }

    /** Is called before an entry is recorded. */
    void onAppended(BiConsumer<String, Entry> first) {
        onAppended = first;
    }

    CompletionStage<Appended> append(String channel, String text) {
        return log.append(channel, text.getBytes(StandardCharsets.UTF_8), null);
    }

    /** Appends, and waits for the place: there must be one. */
    long appended(String channel, String text) {
        return appended(channel, text, null);
    }

    long appended(String channel, String text, @Nullable String key) {
        Appended result =
                mesh.result("append", Mesh.RESULT, log.append(channel, text.getBytes(StandardCharsets.UTF_8), key));
        assertThat(result.outcome()).isEqualTo(Outcome.APPENDED);
        assertThat(result.offset()).isPositive();
        return result.offset();
    }

    /** Follows, and waits for the stages. */
    void follow(String... channels) {
        List<CompletionStage<Void>> stages = new ArrayList<>();
        for (String channel : channels) {
            stages.add(log.follow(channel));
        }
        stages.forEach(stage -> mesh.result("follow", Mesh.ANSWER, stage));
    }

    /** One read; null if the log cannot be read. */
    @Nullable
    Page tryRead(String channel, long after, int limit, boolean newest) {
        CompletionStage<Optional<Page>> answer =
                log.read(channel, after, limit, newest).thenApply(Optional::ofNullable);
        return mesh.result("read", Mesh.RESULT, answer).orElse(null);
    }

    /** Reads until there is an answer. */
    Page read(String channel, long after, int limit, boolean newest) {
        AtomicReference<Page> page = new AtomicReference<>();
        mesh.until("a page of " + channel, () -> {
            Page read = tryRead(channel, after, limit, newest);
            page.set(read);
            return read != null;
        });
        return Objects.requireNonNull(page.get());
    }

    /** Everything after a place. */
    Page readAfter(String channel, long after) {
        return read(channel, after, ALL, false);
    }

    void awaitReady() {
        readAfter("is the log there", 0);
    }

    /** What has come on a channel, in order. */
    List<Entry> entries(String channel) {
        synchronized (seen) {
            return seen.stream()
                    .filter(one -> one.channel().equals(channel))
                    .map(Seen::entry)
                    .toList();
        }
    }

    List<String> texts(String channel) {
        return entries(channel).stream().map(LogNode::text).toList();
    }

    /** All that has come. */
    List<Seen> seen() {
        synchronized (seen) {
            return List.copyOf(seen);
        }
    }

    int gaps() {
        return gaps.get();
    }

    /** How often it was called after {@link #close} had returned. */
    int late() {
        return late.get();
    }

    void awaitText(String channel, String text) {
        mesh.until("arrival of " + text, () -> texts(channel).contains(text));
    }

    void awaitEntries(String channel, int count) {
        mesh.until(count + " entries", () -> entries(channel).size() >= count);
    }

    void close() {
        broker.close();
        closed = true;
    }

    @Override
    public void onAppended(String channel, Entry entry) {
        called();
        onAppended.accept(channel, entry);
        synchronized (seen) {
            seen.add(new Seen(channel, entry));
        }
    }

    @Override
    public void onGap() {
        called();
        gaps.incrementAndGet();
    }

    private void called() {
        if (closed) {
            late.incrementAndGet();
        }
    }
}
