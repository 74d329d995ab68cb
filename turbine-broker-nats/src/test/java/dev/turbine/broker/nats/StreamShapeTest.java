package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;

import io.nats.client.api.StreamConfiguration;
import io.nats.client.support.JsonParseException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class StreamShapeTest {
    private static final StreamShape SHAPE =
            new StreamShape(new Subjects("turbine"), DurableHistory.of(100, Duration.ofHours(1)));

    private static StreamConfiguration made() throws JsonParseException {
        return StreamConfiguration.instance(SHAPE.json());
    }

    @Test
    void aStreamThatWasMadeAsWantedIsNotDifferent() throws Exception {
        assertThat(SHAPE.differences(made())).isEmpty();
    }

    /** Servers from 2.11 on have that. */
    @Test
    void oneThatForgetsSomeBeforeOlderOnesIs() throws Exception {
        StreamConfiguration changed =
                StreamConfiguration.builder(made()).allowMessageTtl().build();
        assertThat(SHAPE.differences(changed)).containsExactly("allow_msg_ttl is true where this node has false");
    }
}
