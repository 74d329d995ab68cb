package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class DurableHistoryTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void whatCannotBeIsRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurableHistory.of(0, HOUR))
                .withMessage("size of a durable history must be 1 to 10000, is 0");
        assertThatIllegalArgumentException().isThrownBy(() -> DurableHistory.of(10_001, HOUR));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> DurableHistory.of(1, Duration.ofMillis(999)))
                .withMessageContaining("ttl of a durable history must be PT1S to");
        assertThatIllegalArgumentException().isThrownBy(() -> DurableHistory.of(1, Duration.ofDays(3_654)));
        DurableHistory history = DurableHistory.of(1, HOUR);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> history.replicas(6))
                .withMessage("replicas must be 1 to 5, is 6");
        assertThatIllegalArgumentException().isThrownBy(() -> history.replicas(0));
        assertThatIllegalArgumentException().isThrownBy(() -> history.maxBytes(0));
    }

    @Test
    void aCopyKeepsTheRest() {
        DurableHistory history = DurableHistory.of(7, HOUR).replicas(3).maxBytes(9);
        assertThat(history.size()).isEqualTo(7);
        assertThat(history.ttl()).isEqualTo(HOUR);
        assertThat(history.replicas()).isEqualTo(3);
        assertThat(history.maxBytes()).isEqualTo(9);
    }

    @Test
    void noTwoPrefixesHaveTheSameStream() {
        assertThat(new Subjects("acme.prod").stream()).isEqualTo("acme=2Eprod-history");
        assertThat(new Subjects("acme_prod").stream()).isEqualTo("acme_prod-history");
    }

    /** JetStream does not take a stream that remembers keys for longer than messages. */
    @Test
    void keysAreNotRememberedForLongerThanPublications() {
        Subjects subjects = new Subjects("turbine");
        assertThat(new StreamShape(subjects, DurableHistory.of(1, HOUR)).json())
                .contains("\"duplicate_window\":120000000000");
        assertThat(new StreamShape(subjects, DurableHistory.of(1, Duration.ofSeconds(30))).json())
                .contains("\"duplicate_window\":30000000000");
    }
}
