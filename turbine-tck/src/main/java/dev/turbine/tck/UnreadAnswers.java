package dev.turbine.tck;

import dev.turbine.Turbine;
import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Limit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Clients that ask for much and read none of it: what they hold is bounded, and is free again when they have gone. */
interface UnreadAnswers extends Victims {
    int CLIENTS = 20;
    int PUBLICATIONS = 8;
    int DATA_BYTES = 1_000_000;

    @Test
    default void boundsWhatIsAskedForAndNotRead() {
        RawRequest ask =
                RawRequest.post("/api/history", "{\"channel\":\"kept\"}", "x-api-key: " + TransportFixture.API_KEY);
        try (Victim victim = victim(UnreadAnswers::keepMuch)) {
            String data = "\"" + "x".repeat(DATA_BYTES) + "\"";
            for (int i = 0; i < PUBLICATIONS; i++) {
                victim.answers(List.of(200), RawRequest.publish("kept", data));
            }
            List<RawHttp> clients = new ArrayList<>();
            boolean served = true;
            while (served) {
                if (clients.size() == CLIENTS) {
                    throw new AssertionError(CLIENTS + " answers are held that nobody reads");
                }
                RawHttp client = slow(victim).send(ask);
                clients.add(client);
                served = statusOf(client).equals("HTTP/1.1 200");
            }
            Node.expect(1L, victim.refused(503));
            RawReply refused = victim.answers(List.of(503), ask);
            Node.expect("{\"ok\":false,\"error\":{\"code\":503,\"message\":\"overloaded\"}}", refused.text());
            victim.answers(List.of(200), RawRequest.publish("other", "1"));

            clients.forEach(RawHttp::close);
            Awaitility.await()
                    .atMost(Node.PATIENCE)
                    .until(() -> RawHttp.exchange(victim.base(), ask).status() == 200);
        }
    }

    private static void keepMuch(Turbine.Builder builder) {
        builder.channels("kept", ChannelOptions.none().history(PUBLICATIONS, Duration.ofMinutes(10)))
                .limit(Limit.CHANNEL_HISTORY_BYTES, 2L * PUBLICATIONS * DATA_BYTES)
                .limit(Limit.NODE_HISTORY_BYTES, 1L << 30)
                .limit(Limit.HISTORY_PAGE_BYTES, 2L * PUBLICATIONS * DATA_BYTES)
                .limit(Limit.ANSWER_BYTES_IN_FLIGHT, 6L * PUBLICATIONS * DATA_BYTES);
    }

    /** Reads the beginning of an answer, and no more of it. */
    private static String statusOf(RawHttp client) {
        try {
            client.socket().setSoTimeout((int) Node.PATIENCE.toMillis());
            return new String(client.in().readNBytes(12), StandardCharsets.US_ASCII);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A client that is behind as soon as it does not read. */
    private static RawHttp slow(Victim victim) {
        RawHttp http = new RawHttp(victim.base());
        try {
            http.socket().setReceiveBufferSize(64 << 10);
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
        return http;
    }
}
