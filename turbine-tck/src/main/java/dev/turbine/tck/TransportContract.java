package dev.turbine.tck;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * The rules of a transport, alone and over sockets: a {@link RecordingAcceptor} stands in for the engine. The name of a
 * test begins with the number that its rule has in {@code docs/spi.md}.
 */
@Timeout(60)
public abstract class TransportContract extends TransportFixture
        implements Serving,
                Delivery,
                PromptCalls,
                Reentry,
                Sending,
                Endings,
                Closing,
                MessageLimits,
                Upgrades,
                CallBodies,
                BodyLimits,
                Replies,
                Written,
                Pings,
                Idling,
                Turmoil {
    private @Nullable Rig rig; // null between tests

    @BeforeEach
    final void startTransport() {
        rig = rig(new RecordingAcceptor());
    }

    @AfterEach
    final void closeTransport() {
        if (rig != null) {
            rig.close();
            rig = null;
        }
    }

    @Override
    public final Rig rig() {
        if (rig == null) {
            throw new IllegalStateException("no test is running");
        }
        return rig;
    }

    @Override
    public final Rig rig(RecordingAcceptor acceptor) {
        return Rig.of(transport(), acceptor);
    }

    @Override
    public final boolean opensPort() {
        return opensItsPort();
    }
}
