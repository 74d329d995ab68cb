package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A transport that breaks a rule fails a test of that rule: what {@link TransportContract} says is more than "it is green".
 * Here it serves wrongly; {@link BrokenConnectionsTest} has the rest, so that the two can run side by side.
 */
final class BrokenTransportsTest {
    @ParameterizedTest
    @EnumSource
    void aBrokenRuleFailsATestOfItsNumber(ServingFault fault) {
        ContractRun run = ContractRun.untilOneFails(fault::transport, fault.rule());
        assertThat(run.failed()).isNotEmpty();
    }

    @Test
    void everyRuleIsBrokenOnce() {
        Stream<Fault> faults =
                Stream.of(ConnectionFault.values(), ServingFault.values()).flatMap(Arrays::stream);
        assertThat(faults.map(Fault::rule)).containsAll(RuleNumbersTest.numbers(TransportContract.class));
    }
}
