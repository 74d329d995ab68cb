package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.Broker;
import dev.turbine.spi.PublicationLog;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A log that breaks a rule fails a test of that rule in {@link PublicationLogContract}. */
final class BrokenLogsTest {
    @ParameterizedTest
    @EnumSource
    void aBrokenRuleFailsATestOfItsNumber(LogFault fault) {
        Judged.fault = fault;
        ContractRun run = ContractRun.untilOneFails(Judged.class, fault.rule());
        assertThat(run.failed()).isNotEmpty();
    }

    @Test
    void everyRuleIsBrokenOnce() {
        assertThat(Arrays.stream(LogFault.values()).map(LogFault::rule))
                .containsAll(RuleNumbersTest.numbers(PublicationLogContract.class));
    }

    /** The contract over whatever logs a run is about. */
    static final class Judged extends PublicationLogContract {
        private static volatile LogFault fault = LogFault.L1_ENTRIES_COME_TWICE;

        @Override
        protected LogFixture network() {
            return new BrokenLogNetwork(fault, MemoryNetwork.withLog(40));
        }
    }

    private static final class WithBrokenLog extends BrokenBroker {
        private final BrokenLog log;

        WithBrokenLog(Broker sound, BrokenLog log) {
            super(sound);
            this.log = log;
        }

        @Override
        public @Nullable PublicationLog log() {
            return log;
        }

        @Override
        public void close() {
            log.closed = true;
            super.close();
        }
    }

    private static final class BrokenLogNetwork extends BrokenNetwork implements LogFixture {
        BrokenLogNetwork(LogFault fault, MemoryNetwork sound) {
            super(sound, broker -> new WithBrokenLog(broker, fault.around(broker)));
        }

        @Override
        public int size() {
            return sound.size();
        }

        @Override
        public void restart() {
            sound.restart();
        }

        @Override
        public void renew() {
            sound.renew();
        }
    }
}
