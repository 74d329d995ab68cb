package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.Authentication;
import dev.turbine.spi.Authenticator;
import dev.turbine.spi.Credentials;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** An authenticator that breaks a rule fails a test of that rule in {@link AuthenticatorContract}. */
final class BrokenAuthenticatorsTest {
    private static final TestAuthenticator SOUND = new TestAuthenticator();

    @ParameterizedTest
    @EnumSource
    void aBrokenRuleFailsATestOfItsNumber(Broken broken) {
        Judged.authenticator = broken;
        ContractRun run = ContractRun.of(Judged.class, broken.rule());
        assertThat(run.failed()).isNotEmpty();
    }

    @Test
    void everyRuleIsBrokenOnce() {
        assertThat(Arrays.stream(Broken.values()).map(Broken::rule))
                .containsAll(RuleNumbersTest.numbers(AuthenticatorContract.class));
    }

    enum Broken implements Authenticator {
        A1_JUDGES_ANOTHER_THREADS_TOKEN {
            private volatile Credentials shared = new Credentials("", "");

            @Override
            public CompletionStage<Authentication> authenticate(Credentials credentials) {
                shared = credentials;
                Thread.yield();
                return SOUND.authenticate(shared);
            }
        },
        A1_FORGETS_THE_CHANNELS {
            @Override
            public CompletionStage<Authentication> authenticate(Credentials credentials) {
                String all = credentials.token().replace("chat:lobby", "chat:other");
                return SOUND.authenticate(new Credentials(all, credentials.remoteAddress()));
            }
        },
        A2_THROWS {
            @Override
            public CompletionStage<Authentication> authenticate(Credentials credentials) {
                if (credentials.token().isBlank()) {
                    throw new IllegalArgumentException("deliberate");
                }
                return SOUND.authenticate(credentials);
            }
        },
        A2_FAILS_A_STAGE {
            @Override
            public CompletionStage<Authentication> authenticate(Credentials credentials) {
                return credentials.token().length() > 100_000
                        ? CompletableFuture.failedFuture(new IllegalArgumentException("deliberate"))
                        : SOUND.authenticate(credentials);
            }
        },
        A2_CALLS_EVERYTHING_EXPIRED {
            @Override
            public CompletionStage<Authentication> authenticate(Credentials credentials) {
                return SOUND.authenticate(credentials)
                        .thenApply(outcome -> outcome instanceof Authentication.Refused refused
                                ? Authentication.expired(refused.detail())
                                : outcome);
            }
        },
        A3_QUOTES_THE_BEGINNING {
            @Override
            public CompletionStage<Authentication> authenticate(Credentials credentials) {
                String token = credentials.token();
                String beginning = token.substring(0, Math.min(16, token.length()));
                return SOUND.authenticate(credentials)
                        .thenApply(outcome -> outcome instanceof Authentication.Refused
                                ? Authentication.invalid("no good: " + beginning + "...")
                                : outcome);
            }
        },
        A3_LOGS_WHAT_IS_GOOD {
            @Override
            public CompletionStage<Authentication> authenticate(Credentials credentials) {
                return SOUND.authenticate(credentials).whenComplete((outcome, failure) -> {
                    if (outcome instanceof Authentication.Accepted) {
                        System.err.println("welcome, " + credentials.token());
                    }
                });
            }
        };

        String rule() {
            return name().substring(0, 2).toLowerCase(Locale.ROOT);
        }
    }

    /** The contract over whatever authenticator a run is about. */
    static final class Judged extends AuthenticatorContract {
        private static volatile Authenticator authenticator = SOUND;

        @Override
        protected Authenticator authenticator() {
            return authenticator;
        }

        @Override
        protected Tokens tokens() {
            return new TestTokens();
        }
    }
}
