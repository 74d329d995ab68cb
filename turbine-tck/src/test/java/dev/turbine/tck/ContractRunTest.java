package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.Authentication;
import dev.turbine.spi.Authenticator;
import org.junit.jupiter.api.Test;

final class ContractRunTest {
    @Test
    void reportsWhatRanAndWhatFailed() {
        ContractRun run = ContractRun.of(Talkative.class, "a3");
        assertThat(run.ran()).hasSizeGreaterThan(run.failed().size());
        assertThat(run.failed()).containsExactly("a3NoPieceOfATokenIsInARefusal", "a3NoPieceOfATokenIsLogged");
    }

    @Test
    void runsTheTestsOfOneRule() {
        ContractRun run = ContractRun.of(Talkative.class, "a2");
        assertThat(run.ran()).isNotEmpty().allMatch(name -> name.startsWith("a2"));
        assertThat(run.failed()).isEmpty();
    }

    @Test
    void failsEveryRuleOfATransportThatDoesNotStart() {
        ContractRun run = ContractRun.of(MemoryTransport::new, "t1"); // it has no address
        assertThat(run.failed())
                .isEqualTo(run.ran())
                .contains("t1SaysWhereItServes")
                .noneMatch(name -> name.startsWith("t10"));
    }

    /** Tells and prints what it was shown. */
    static final class Talkative extends AuthenticatorContract {
        @Override
        protected Authenticator authenticator() {
            TestAuthenticator sound = new TestAuthenticator();
            return credentials -> {
                if (credentials.token().startsWith("token of user-1 ")) {
                    System.err.println("judging " + credentials.token());
                }
                return sound.authenticate(credentials)
                        .thenApply(outcome -> outcome instanceof Authentication.Refused refused
                                ? new Authentication.Refused(refused.cause(), "bad: " + credentials.token())
                                : outcome);
            };
        }

        @Override
        protected Tokens tokens() {
            return new TestTokens();
        }
    }
}
