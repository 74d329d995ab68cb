package dev.turbine.example.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.turbine.tck.RawHttp;
import dev.turbine.tck.RawReply;
import dev.turbine.tck.RawRequest;
import dev.turbine.tck.SocketClient;
import dev.turbine.tck.UpgradeRefused;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The whole application on a port of its own, and its clients on sockets. */
class ChatServerTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String SECRET = "a secret of at least thirty-two bytes";
    private static final String LOGGED_IN = "Cookie: session=1";

    private final ChatServer chat = new ChatServer(0, SECRET);
    private final URI host = URI.create("http://127.0.0.1:" + chat.port());

    @AfterEach
    void stop() {
        chat.close();
    }

    @Test
    void whatAHandlerPublishesReachesASubscriber() {
        try (SocketClient client = subscribe()) {
            RawReply reply = RawHttp.exchange(host, RawRequest.post("/say", "{\"text\":\"salü\"}"));

            assertThat(reply.status()).isEqualTo(200);
            assertThat(reply.text()).isEqualTo("ok");
            assertThat(client.receive(SOON))
                    .isEqualTo("{\"method\":\"publication\","
                            + "\"params\":{\"channel\":\"room:lobby\",\"data\":{\"text\":\"salü\"}}}");
        }
        assertThat(RawHttp.exchange(host, RawRequest.post("/say", "{")).status())
                .isEqualTo(400);
    }

    @Test
    void theHandlerAroundItRefusesAnUpgradeWith401() {
        UpgradeRefused refused =
                catchThrowableOfType(UpgradeRefused.class, () -> SocketClient.open(host.resolve("/realtime")));

        assertThat(refused.reply().status()).isEqualTo(401);
        assertThat(RawHttp.exchange(host, RawRequest.get("/realtime/healthz")).status())
                .isEqualTo(401);
        assertThat(RawHttp.exchange(host, RawRequest.get("/realtime/healthz", LOGGED_IN))
                        .text())
                .isEqualTo("ok");
    }

    @Test
    void whenTurbineStopsTheServerGoesOn() {
        try (SocketClient client = subscribe()) {
            chat.turbine().close();

            assertThat(client.awaitClose(SOON).code()).isEqualTo(4000);
        }
        assertThat(RawHttp.exchange(host, RawRequest.get("/realtime/ws", LOGGED_IN))
                        .status())
                .isEqualTo(503);
        assertThat(RawHttp.exchange(host, RawRequest.get("/hello")).text()).isEqualTo("hello");
    }

    @Test
    void whenTheServerStopsTurbineGoesOn() throws Exception {
        BlockingQueue<String> seen = new LinkedBlockingQueue<>();
        chat.turbine().subscribe("room:lobby", publication -> seen.add(publication.data()));
        try (SocketClient client = subscribe()) {
            chat.server().stop();

            assertThat(client.endsWithin(SOON)).isTrue();
        }
        await().untilAsserted(
                        () -> assertThat(chat.turbine().stats().sessions()).isZero());
        chat.turbine().publish("room:lobby", "1");
        assertThat(seen.poll(10, TimeUnit.SECONDS)).isEqualTo("1");
    }

    @Test
    void whenTheApplicationStopsClientsAreTold() {
        try (SocketClient client = subscribe()) {
            CompletableFuture<Void> stopping = CompletableFuture.runAsync(chat::close);

            assertThat(client.awaitClose(SOON).code()).isEqualTo(4000);
            assertThat(stopping).succeedsWithin(SOON);
        }
    }

    private SocketClient subscribe() {
        SocketClient client = SocketClient.open(host.resolve("/realtime"), LOGGED_IN);
        client.sendText("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + token() + "\"}}");
        client.sendText("{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"room:lobby\"}}");
        assertThat(client.receive(SOON)).isEqualTo("{\"id\":1,\"result\":{\"connected\":true}}");
        assertThat(client.receive(SOON)).isEqualTo("{\"id\":2,\"result\":{\"subscribed\":true}}");
        return client;
    }

    private static String token() {
        SignedJWT jwt = new SignedJWT(
                new JWSHeader(JWSAlgorithm.HS256),
                new JWTClaimsSet.Builder()
                        .subject("user-1")
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .claim("channels", List.of("room:lobby"))
                        .build());
        try {
            jwt.sign(new MACSigner(SECRET));
        } catch (JOSEException e) {
            throw new IllegalStateException(e);
        }
        return jwt.serialize();
    }
}
