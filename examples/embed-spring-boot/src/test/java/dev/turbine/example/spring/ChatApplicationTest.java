package dev.turbine.example.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.turbine.Turbine;
import dev.turbine.tck.RawHttp;
import dev.turbine.tck.RawReply;
import dev.turbine.tck.RawRequest;
import dev.turbine.tck.SocketClient;
import dev.turbine.tck.UpgradeRefused;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.Banner;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole application on a port of its own, and its clients on sockets. */
class ChatApplicationTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String SECRET = "a secret of at least thirty-two bytes";

    private ConfigurableApplicationContext application;
    private URI host;

    private void start(String... settings) {
        SpringApplication spring = new SpringApplication(ChatApplication.class);
        spring.setBannerMode(Banner.Mode.OFF);
        application = spring.run(Stream.concat(
                        Stream.of("--server.port=0", "--chat.jwt-secret=" + SECRET, "--logging.level.root=warn"),
                        Stream.of(settings))
                .toArray(String[]::new));
        host = URI.create("http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port"));
    }

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void aMessagePostedToTheControllerReachesASubscriber() {
        start();

        try (SocketClient client = subscribe()) {
            RawReply reply = post("/rooms/lobby/messages", "{\"text\":\"salü\"}", logIn());

            assertThat(reply.status()).isEqualTo(200);
            assertThat(client.receive(SOON))
                    .isEqualTo("{\"method\":\"publication\","
                            + "\"params\":{\"channel\":\"room:lobby\",\"data\":{\"text\":\"salü\"}}}");
        }
        assertThat(post("/rooms/lobby/messages", "{", logIn()).status()).isEqualTo(400);
        assertThat(post("/rooms/lobby/messages", "{}").status()).isEqualTo(401);
    }

    @Test
    void theFilterRefusesAnUpgradeWith401() {
        start();

        UpgradeRefused refused =
                catchThrowableOfType(UpgradeRefused.class, () -> SocketClient.open(host.resolve("/realtime")));

        assertThat(refused.reply().status()).isEqualTo(401);
        assertThat(RawHttp.exchange(host, RawRequest.get("/realtime/healthz")).status())
                .isEqualTo(401);
    }

    @Test
    void whenTurbineStopsTheApplicationGoesOn() {
        start();

        try (SocketClient client = subscribe()) {
            application.getBean(Turbine.class).close();

            assertThat(client.awaitClose(SOON).code()).isEqualTo(4000);
        }
        assertThat(RawHttp.exchange(host, RawRequest.get("/realtime/ws", logIn()))
                        .status())
                .isEqualTo(503);
    }

    @ParameterizedTest
    @ValueSource(strings = {"graceful", "immediate"})
    void whenTheApplicationStopsClientsAreTold(String shutdown) {
        start("--server.shutdown=" + shutdown);

        try (SocketClient client = subscribe()) {
            CompletableFuture<Void> stopping = CompletableFuture.runAsync(application::close);

            assertThat(client.awaitClose(SOON).code()).isEqualTo(4000);
            assertThat(stopping).succeedsWithin(SOON);
        }
    }

    private SocketClient subscribe() {
        SocketClient client = SocketClient.open(host.resolve("/realtime"), logIn());
        client.sendText("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + token() + "\"}}");
        client.sendText("{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"room:lobby\"}}");
        assertThat(client.receive(SOON)).isEqualTo("{\"id\":1,\"result\":{\"connected\":true}}");
        assertThat(client.receive(SOON)).isEqualTo("{\"id\":2,\"result\":{\"subscribed\":true}}");
        return client;
    }

    /** The header by which the application knows a client again. */
    private String logIn() {
        RawReply reply = post("/login", "");
        assertThat(reply.status()).isEqualTo(200);
        return "Cookie: " + reply.header("Set-Cookie").get(0).split(";")[0];
    }

    private RawReply post(String path, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type: application/json"));
        all.addAll(List.of(headers));
        return RawHttp.exchange(host, RawRequest.post(path, body, all.toArray(String[]::new)));
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
