package dev.turbine.tck;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * The rules of a broker: several of them on one network, which is broken and mended. The name of a test begins with the
 * number that its rule has in {@code docs/spi.md}.
 */
@Timeout(60)
public abstract class BrokerContract
        implements Starting,
                Relaying,
                Subscribing,
                Ordering,
                Naming,
                PromptRelaying,
                Forwards,
                Mending,
                BrokerEndings,
                Broadcasts {
    private @Nullable Mesh mesh; // null between tests

    /** Makes a network that nobody has joined. Called once for each test, which closes it. */
    protected abstract BrokerFixture network();

    @BeforeEach
    final void openNetwork() {
        mesh = new Mesh(network());
    }

    @AfterEach
    final void closeNetwork() {
        if (mesh != null) {
            mesh.close();
            mesh = null;
        }
    }

    @Override
    public final Mesh mesh() {
        if (mesh == null) {
            throw new IllegalStateException("no test is running");
        }
        return mesh;
    }
}
