package dev.turbine.tck;

import dev.turbine.Turbine;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/**
 * Broken, oversized, slow and hostile input, byte for byte over sockets. Each is answered as documented, no answer tells
 * anything of the server's insides, nothing is published, and a healthy publisher and subscriber beside it lose nothing.
 * All attacks but a few hit one server, one after another: what one leaves behind another may find.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BadInputContract extends TransportFixture
        implements BadFrames, BadCommands, BadBodies, BadRequests, BadUpgrades, SlowInput, UnreadAnswers {
    private Victim victim;

    @BeforeAll
    final void startVictim() {
        victim = victim(builder -> {});
    }

    @AfterAll
    final void closeVictim() {
        victim.close();
    }

    @Override
    public final Victim victim() {
        return victim;
    }

    @Override
    public final Victim victim(Consumer<Turbine.Builder> settings) {
        return new Victim(start(settings), tokens(), opensItsPort());
    }
}
