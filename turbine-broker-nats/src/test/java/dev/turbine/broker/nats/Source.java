package dev.turbine.broker.nats;

import dev.turbine.Turbine;
import dev.turbine.api.PublishResult;
import dev.turbine.tck.RawHttp;
import dev.turbine.tck.RawReply;
import dev.turbine.tck.RawRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One that publishes to many channels in turn, and keeps what it was told of each publication. It numbers them in each
 * channel. Used by one thread at a time.
 */
final class Source {
    private static final Pattern DELIVERED = Pattern.compile("\"delivered\":(\\d+)");

    private final int number;
    private final int channels;
    private final BiFunction<String, String, CompletionStage<PublishResult>> publishing;
    private final boolean overHttp;
    private final int[] last;
    private final List<Sent> sent = new ArrayList<>();

    private Source(
            int number,
            int channels,
            boolean overHttp,
            BiFunction<String, String, CompletionStage<PublishResult>> publishing) {
        this.number = number;
        this.overHttp = overHttp;
        this.channels = channels;
        this.publishing = publishing;
        this.last = new int[channels];
    }

    /** Publishes in the node's process. */
    static Source inProcess(int number, int channels, Turbine turbine) {
        return new Source(number, channels, false, turbine::publish);
    }

    /** Publishes over HTTP, and waits for each reply. */
    static Source overHttp(int number, int channels, RawHttp http) {
        return new Source(number, channels, true, (channel, json) -> {
            RawRequest request = RawRequest.post(
                    "/api/publish",
                    "{\"channel\":\"" + channel + "\",\"data\":" + json + "}",
                    "x-api-key: " + Member.API_KEY,
                    "Content-Type: application/json");
            return CompletableFuture.completedStage(result(http.send(request).read(Duration.ofSeconds(30))));
        });
    }

    private static PublishResult result(RawReply reply) {
        Matcher delivered = DELIVERED.matcher(reply.text());
        if (reply.status() != 200 || !delivered.find()) {
            return PublishResult.refused(reply.status(), reply.text());
        }
        return PublishResult.accepted(
                Integer.parseInt(delivered.group(1)), !reply.text().contains("\"forwarded\":false"));
    }

    /** Publishes to the next channel. */
    Sent publish() {
        int channel = sent.size() % channels;
        Sent next = new Sent(new Numbered(number, channel, ++last[channel], System.nanoTime()));
        sent.add(next);
        publishing.apply(Numbered.channel(channel), next.what.json()).thenAccept(next::done);
        return next;
    }

    /** Publishes once to each channel. */
    List<Sent> round() {
        List<Sent> round = new ArrayList<>();
        for (int i = 0; i < channels; i++) {
            round.add(publish());
        }
        return round;
    }

    /** All that it has published. */
    List<Sent> sent() {
        return sent;
    }

    boolean isOverHttp() {
        return overHttp;
    }

    /** The member that it publishes from. */
    int member(int members) {
        return number % members;
    }
}
