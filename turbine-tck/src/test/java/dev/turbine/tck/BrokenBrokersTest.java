package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A broker that breaks a rule fails a test of that rule in {@link BrokerContract}. */
final class BrokenBrokersTest {
    @ParameterizedTest
    @MethodSource("faults")
    void aBrokenRuleFailsATestOfItsNumber(BrokerFault fault) {
        Judged.fault = fault;
        ContractRun run = ContractRun.untilOneFails(Judged.class, fault.rule());
        assertThat(run.failed()).isNotEmpty();
    }

    @Test
    void everyRuleIsBrokenOnce() {
        assertThat(faults().map(BrokerFault::rule)).containsAll(RuleNumbersTest.numbers(BrokerContract.class));
    }

    static Stream<BrokerFault> faults() {
        return Stream.of(RelayFault.values(), LinkFault.values()).flatMap(Arrays::stream);
    }

    /** The contract over whatever brokers a run is about. */
    static final class Judged extends BrokerContract {
        private static volatile BrokerFault fault = RelayFault.B1_DELIVERS_TWICE;

        @Override
        protected BrokerFixture network() {
            return new BrokenNetwork(new MemoryNetwork(), fault::around);
        }
    }
}
