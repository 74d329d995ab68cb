package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A transport that breaks a rule fails a test of that rule: what {@link TransportContract} says is more than "it is green". */
final class BrokenTransportsTest {
    @ParameterizedTest
    @MethodSource("faults")
    void aBrokenRuleFailsATestOfItsNumber(Fault fault) {
        ContractRun run = ContractRun.untilOneFails(fault::transport, fault.rule());
        assertThat(run.failed()).isNotEmpty();
    }

    @Test
    void everyRuleIsBrokenOnce() {
        assertThat(faults().map(Fault::rule)).containsAll(RuleNumbersTest.numbers(TransportContract.class));
    }

    static Stream<Fault> faults() {
        return Stream.of(ConnectionFault.values(), ServingFault.values()).flatMap(Arrays::stream);
    }
}
