package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class OrderCheckTest {
    private final OrderCheck check = new OrderCheck(2);

    @Test
    void acceptsNumbersInOrder() {
        receive(0, "{\"data\":1}}");
        receive(0, "{\"data\":{\"fill\":\"9\",\"n\":2}}}");
        receive(1, "{\"data\":1}}");

        assertThat(check.disorder()).isNull();
        assertThat(check.missed()).isZero();
        assertThat(check.received()).isEqualTo(3);
        assertThat(check.slowest(0, 2)).isEqualTo(1);
        assertThat(check.slowest(0, 1)).isEqualTo(2);
    }

    @Test
    void countsWhatIsMissing() {
        receive(0, "{\"data\":3}");
        receive(0, "{\"data\":10}");

        assertThat(check.missed()).isEqualTo(8);
        assertThat(check.disorder()).isNull();
    }

    @Test
    void noticesWhatComesTwiceOrTooLate() {
        receive(1, "{\"data\":1}");
        receive(1, "{\"data\":2}");
        receive(1, "{\"data\":2}");
        receive(1, "{\"data\":1}");

        assertThat(check.disorder()).isEqualTo("session 1 received 2 after 2");
    }

    private void receive(int session, String payload) {
        check.onMessage(session, ByteBuffer.wrap(payload.getBytes(StandardCharsets.UTF_8)));
    }
}
