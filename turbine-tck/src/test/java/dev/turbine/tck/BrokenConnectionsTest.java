package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A transport that breaks a rule with an open connection fails a test of that rule, as in {@link BrokenTransportsTest}. */
final class BrokenConnectionsTest {
    @ParameterizedTest
    @EnumSource
    void aBrokenRuleFailsATestOfItsNumber(ConnectionFault fault) {
        ContractRun run = ContractRun.untilOneFails(fault::transport, fault.rule());
        assertThat(run.failed()).isNotEmpty();
    }
}
