package dev.turbine.broker.nats;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.nats.client.PullRequestOptions;
import io.nats.client.api.AckPolicy;
import io.nats.client.api.ConsumerConfiguration;
import io.nats.client.api.ConsumerCreateRequest;
import io.nats.client.api.DeliverPolicy;
import io.nats.client.api.StreamInfo;
import io.nats.client.api.StreamState;
import io.nats.client.support.JsonParseException;
import io.nats.client.support.JsonParser;
import io.nats.client.support.JsonValueUtils;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Asks JetStream: the leader of the stream, and for batches a consumer of this reader's own. Owned by the thread of {@link Outbound}. */
final class StreamMessages implements PageSource {
    private static final int MAX_BATCH_BYTES = 1 << 20;

    private static final String GET = "$JS.API.STREAM.MSG.GET.";
    private static final String CONSUMER = "$JS.API.CONSUMER.";
    private static final Duration INACTIVE = Duration.ofSeconds(10); // then the server drops it, if the reader has not
    private static final int NO_MESSAGE = 10_037; // of JetStream

    private final LogStream log;
    private final String stream;
    private final Outbound outbound;
    private @Nullable String consumer;

    /** @param stream the name of the log's */
    StreamMessages(LogStream log, String stream, Outbound outbound) {
        this.log = log;
        this.stream = stream;
        this.outbound = outbound;
    }

    @Override
    public String epoch() {
        return log.epoch();
    }

    @Override
    public void last(String subject, Consumer<@Nullable Stored> then) {
        get("{\"last_by_subj\":\"" + subject + "\"}", then);
    }

    @Override
    public void next(String subject, long from, Consumer<@Nullable Stored> then) {
        get("{\"seq\":" + from + ",\"next_by_subj\":\"" + subject + "\"}", then);
    }

    @Override
    public void at(long place, Consumer<@Nullable Stored> then) {
        get("{\"seq\":" + place + "}", then);
    }

    private void get(String request, Consumer<@Nullable Stored> then) {
        outbound.ask(GET + stream, null, request.getBytes(UTF_8))
                .thenAccept(answer -> then.accept(Stored.of(answer, NO_MESSAGE)));
    }

    @Override
    public void batch(String subject, long from, int most, Consumer<@Nullable List<Stored>> then) {
        if (consumer != null) {
            fetch(consumer, most, then);
            return;
        }
        String request = new ConsumerCreateRequest(stream, configuration(subject, from)).toJson();
        outbound.ask(CONSUMER + "CREATE." + stream, null, request.getBytes(UTF_8))
                .thenAccept(answer -> {
                    consumer = name(answer);
                    if (consumer == null) {
                        then.accept(null);
                    } else {
                        fetch(consumer, most, then);
                    }
                });
    }

    private static ConsumerConfiguration configuration(String subject, long from) {
        return ConsumerConfiguration.builder()
                .filterSubject(subject)
                .deliverPolicy(DeliverPolicy.ByStartSequence)
                .startSequence(from)
                .ackPolicy(AckPolicy.None)
                .inactiveThreshold(INACTIVE)
                .numReplicas(1)
                .memStorage(true)
                .build();
    }

    private static @Nullable String name(Answer answer) {
        if (answer.message() == null) {
            return null;
        }
        try {
            return JsonValueUtils.readString(JsonParser.parse(answer.message().getData()), "name");
        } catch (JsonParseException | RuntimeException malformed) {
            return null;
        }
    }

    private void fetch(String consumer, int most, Consumer<@Nullable List<Stored>> then) {
        String request = PullRequestOptions.noWait(most)
                .maxBytes(MAX_BATCH_BYTES)
                .build()
                .toJson();
        outbound.fetch(CONSUMER + "MSG.NEXT." + stream + '.' + consumer, consumer, most, request.getBytes(UTF_8))
                .thenAccept(come -> then.accept(come.stream().map(Stored::of).toList()));
    }

    @Override
    public void extent(Consumer<@Nullable Extent> then) {
        log.state(info -> then.accept(info == null ? null : extent(info, 0)));
    }

    @Override
    public void extentOf(String subject, Consumer<@Nullable Extent> then) {
        log.stateOf(
                subject,
                info -> then.accept(
                        info == null
                                ? null
                                : extent(
                                        info,
                                        info.getStreamState().getSubjectMap().getOrDefault(subject, 0L))));
    }

    private static Extent extent(StreamInfo info, long there) {
        StreamState state = info.getStreamState();
        boolean full = there >= info.getConfiguration().getMaxMsgsPerSubject();
        return new Extent(state.getFirstSequence(), state.getLastSequence(), full);
    }

    @Override
    public void close() {
        if (consumer != null) {
            outbound.ask(CONSUMER + "DELETE." + stream + '.' + consumer, null, new byte[0]);
        }
    }
}
