package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.Authentication;
import dev.turbine.spi.Authenticator;
import dev.turbine.spi.Credentials;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * The rules of an authenticator. The name of a test begins with the number that its rule has in {@code docs/spi.md}.
 *
 * <p>What is logged is looked for where loggers for tests write, such as slf4j-simple: in {@code System.out} and {@code
 * System.err}.
 */
@Timeout(60)
public abstract class AuthenticatorContract {
    /** Any shorter piece may be found in a message by chance. */
    private static final int TELLTALE = 12;

    private static final int THREADS = 8;
    private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

    /** The authenticator under test. */
    protected abstract Authenticator authenticator();

    /** Makes the tokens that {@link #authenticator} judges. */
    protected abstract Tokens tokens();

    @Test
    final void a1AcceptsAGoodTokenForItsUserUntilItsTimeAndForItsChannels() {
        Authentication outcome = judge(authenticator(), good("user-1", "chat:lobby"));
        assertThat(outcome).isInstanceOfSatisfying(Authentication.Accepted.class, accepted -> {
            assertThat(accepted.identity().user()).isEqualTo("user-1");
            assertThat(accepted.identity().grants().permits("chat:lobby")).isTrue();
            assertThat(accepted.identity().grants().permits("chat:other")).isFalse();
        });
        assertThat(judge(authenticator(), tokens().token("user-1", NOW.plusSeconds(3600), List.of())))
                .isInstanceOfSatisfying(
                        Authentication.Accepted.class,
                        accepted -> assertThat(accepted.identity().grants().permits("chat:other"))
                                .isTrue());
    }

    @Test
    final void a1ManyThreadsAtOnceGetTheAnswersOfOne() throws Exception {
        Authenticator shared = authenticator();
        List<String> tokens = new ArrayList<>(unacceptable().values());
        for (int i = 0; i < 100; i++) {
            tokens.add(good("user-" + i, "channel-" + i));
        }
        List<String> alone =
                tokens.stream().map(token -> summary(shared, token)).toList();

        CountDownLatch together = new CountDownLatch(THREADS);
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<List<String>>> tasks = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                tasks.add(() -> {
                    together.countDown();
                    together.await();
                    return tokens.stream().map(token -> summary(shared, token)).toList();
                });
            }
            for (Future<List<String>> answers : threads.invokeAll(tasks)) {
                assertThat(answers.get()).isEqualTo(alone);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    final void a2EveryRefusalIsAResult() {
        Authenticator authenticator = authenticator();
        unacceptable()
                .forEach((what, token) ->
                        assertThat(judge(authenticator, token)).as(what).isInstanceOf(Authentication.Refused.class));
    }

    @Test
    final void a2SaysExpiredOfATokenWhoseTimeIsOverAndInvalidOfAnyOther() {
        Authenticator authenticator = authenticator();
        unacceptable()
                .forEach((what, token) -> assertThat(judge(authenticator, token))
                        .as(what)
                        .isInstanceOfSatisfying(
                                Authentication.Refused.class,
                                refused -> assertThat(refused.cause())
                                        .isEqualTo(
                                                what.equals("expired")
                                                        ? Authentication.Cause.EXPIRED
                                                        : Authentication.Cause.INVALID)));
    }

    @Test
    final void a3NoPieceOfATokenIsInARefusal() {
        Authenticator authenticator = authenticator();
        unacceptable().forEach((what, token) -> {
            Authentication outcome = judge(authenticator, token);
            assertTellsNothing(what, token, outcome.toString());
        });
    }

    @Test
    final void a3AnIdentityDoesNotKeepItsToken() {
        String good = good("user-1", "chat:lobby");
        assertThat(judge(authenticator(), good).toString()).doesNotContain(good);
    }

    @Test
    final void a3NoPieceOfATokenIsLogged() {
        Authenticator authenticator = authenticator();
        everything()
                .forEach((what, token) -> assertTellsNothing(what, token, written(() -> judge(authenticator, token))));
    }

    private Map<String, String> everything() {
        Map<String, String> tokens = unacceptable();
        tokens.put("good", good("user-1", "chat:lobby"));
        return tokens;
    }

    /** Tokens that let nobody in, by what is wrong with them. */
    private Map<String, String> unacceptable() {
        String good = good("user-1", "chat:lobby");
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("bad", tokens().bad());
        tokens.put("expired", tokens().token("user-1", NOW.minusSeconds(3600), List.of("chat:lobby")));
        tokens.put("empty", "");
        tokens.put("a space", " ");
        tokens.put("garbage", "Zm9vYmFyYmF6.cXV4cXV1eGNvcmdl.Z3JhdWx0Z2FycGx5d2FsZG8");
        tokens.put("dots", ".".repeat(1000));
        tokens.put("control characters", "\0\r\nforged: log line\u001b[31m\u0007 and more of it");
        tokens.put("good behind a control character", "\0" + good);
        tokens.put("not ASCII", "\u202e\ud83d\ude00\u00e9 text of a kind that no token has");
        tokens.put("half a surrogate pair", "\ud83d alone, which no encoder can write");
        tokens.put("huge", "qwertyuiop01".repeat(100_000));
        tokens.put("deep", "{\"a\":".repeat(20_000));
        return tokens;
    }

    private String good(String user, String channel) {
        return tokens().token(user, NOW.plusSeconds(3600), List.of(channel));
    }

    private static Authentication judge(Authenticator authenticator, String token) {
        return authenticator
                .authenticate(new Credentials(token, "192.0.2.1:50000"))
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }

    private static String summary(Authenticator authenticator, String token) {
        if (judge(authenticator, token) instanceof Authentication.Accepted accepted) {
            return accepted.identity().user() + " until " + accepted.identity().expiresAt();
        }
        return judge(authenticator, token).toString();
    }

    /** What is written to the standard streams meanwhile. */
    private static String written(Runnable action) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        PrintStream out = System.out;
        PrintStream err = System.err;
        PrintStream both = new PrintStream(bytes, true, StandardCharsets.UTF_8);
        System.setOut(both);
        System.setErr(both);
        try {
            action.run();
        } finally {
            System.setOut(out);
            System.setErr(err);
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }

    private static void assertTellsNothing(String what, String token, String told) {
        int steps = Math.min(token.length() - TELLTALE, 5000); // a huge one repeats itself
        for (int at = 0; at <= steps; at++) {
            String piece = token.substring(at, at + TELLTALE);
            if (told.contains(piece)) {
                throw new AssertionError("of a token that is " + what + " this is told: " + piece);
            }
        }
    }
}
