package dev.turbine.broker.nats;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class EnvelopeTest {
    private static final String SUBJECT = "turbine.c.a";
    private static final byte[] ENCODED = new Envelope(-5, 7, "{}".getBytes(UTF_8)).encode(SUBJECT);

    @Test
    void whatIsEncodedComesBack() {
        Envelope decoded = Envelope.decode(SUBJECT, ENCODED);

        assertThat(decoded).isNotNull();
        assertThat(decoded.origin()).isEqualTo(-5);
        assertThat(decoded.sequence()).isEqualTo(7);
        assertThat(decoded.payload()).isEqualTo("{}".getBytes(UTF_8));
        assertThat(ENCODED).hasSize(Envelope.OVERHEAD + 2);
    }

    @Test
    void anyBitThatIsNotWhatItWasIsFound() {
        for (int bit = 0; bit < ENCODED.length * 8; bit++) {
            byte[] other = ENCODED.clone();
            other[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(Envelope.decode(SUBJECT, other)).as("bit %d", bit).isNull();
        }
    }

    @Test
    void anyOtherLengthIsFound() {
        for (int length = 0; length < ENCODED.length; length++) {
            assertThat(Envelope.decode(SUBJECT, Arrays.copyOf(ENCODED, length))).isNull();
        }
        assertThat(Envelope.decode(SUBJECT, Arrays.copyOf(ENCODED, ENCODED.length + 1)))
                .isNull();
    }

    @Test
    void onAnotherSubjectItIsNoMessage() {
        assertThat(Envelope.decode("turbine.c.b", ENCODED)).isNull();
    }
}
