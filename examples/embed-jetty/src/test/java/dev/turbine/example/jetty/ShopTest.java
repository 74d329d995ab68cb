package dev.turbine.example.jetty;

import static org.assertj.core.api.Assertions.assertThat;

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
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ShopTest {
    private static final String SECRET = "a secret of at least thirty-two bytes";
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private Shop shop;
    private URI base;
    private URI live;
    private SocketClient client;

    @BeforeEach
    void open() throws Exception {
        shop = new Shop(0, SECRET);
        base = URI.create("http://127.0.0.1:" + shop.server.getURI().getPort());
        live = URI.create(base + "/live");
        client = SocketClient.open(live);
        say("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + token() + "\"}}");
        assertThat(hear()).isEqualTo("{\"id\":1,\"result\":{\"connected\":true}}");
        say("{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"orders\"}}");
        assertThat(hear()).isEqualTo("{\"id\":2,\"result\":{\"subscribed\":true}}");
    }

    @AfterEach
    void close() {
        client.hangUp();
        shop.close();
    }

    @Test
    void servesTheRoutesOfTheShopAndTurbineBesideThem() {
        assertThat(get(base, "/").text()).contains("POST /orders");
        assertThat(get(base, "/elsewhere").status()).isEqualTo(404);
        assertThat(get(live, "/healthz").text()).isEqualTo("ok");
        assertThat(get(base, "/healthz").status()).isEqualTo(404);
    }

    @Test
    void anOrderReachesWhoeverWatches() {
        RawReply reply = order("{\"tea\":2}");
        assertThat(reply.status()).isEqualTo(202);
        assertThat(reply.text()).isEqualTo("seen by 1");
        assertThat(hear())
                .isEqualTo("{\"method\":\"publication\",\"params\":{\"channel\":\"orders\",\"data\":{\"tea\":2}}}");
    }

    @Test
    void whatIsNoOrderIsRefused() {
        assertThat(order("two teas").status()).isEqualTo(400);
        assertThat(order("\"" + "x".repeat(20_000) + "\"").status()).isEqualTo(413);
    }

    @Test
    void closingTheShopTellsItsClients() {
        shop.close();

        assertThat(client.next(PATIENCE).disconnect().code()).isEqualTo(4000);
        assertThat(client.endsWithin(PATIENCE)).isTrue();
    }

    @Test
    void closingTurbineLeavesTheShopOpen() {
        shop.turbine.close();

        assertThat(client.next(PATIENCE).disconnect().code()).isEqualTo(4000);
        assertThat(get(base, "/").status()).isEqualTo(200);
        assertThat(get(live, "/healthz").status()).isEqualTo(503);
    }

    @Test
    void aServerThatStopsFirstLeavesNothingThatKeepsTurbineFromClosing() throws Exception {
        shop.server.stop();
        assertThat(client.endsWithin(PATIENCE)).isTrue();

        long begin = System.nanoTime();
        shop.turbine.close();
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(2));
    }

    private void say(String command) {
        client.sendText(command);
    }

    private String hear() {
        return client.receive(PATIENCE);
    }

    private RawReply order(String body) {
        return RawHttp.exchange(base, RawRequest.post("/orders", body));
    }

    private static RawReply get(URI base, String path) {
        return RawHttp.exchange(base, RawRequest.get(path));
    }

    private static String token() throws JOSEException {
        JWTClaimsSet claims = new JWTClaimsSet.Builder()
                .subject("cook")
                .expirationTime(Date.from(Instant.now().plusSeconds(600)))
                .claim("channels", List.of("orders"))
                .build();
        SignedJWT token = new SignedJWT(new JWSHeader(JWSAlgorithm.HS256), claims);
        token.sign(new MACSigner(SECRET));
        return token.serialize();
    }
}
