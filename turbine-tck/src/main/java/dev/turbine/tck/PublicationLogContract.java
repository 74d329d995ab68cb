package dev.turbine.tck;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;

/**
 * The rules of a log that nodes share: several brokers with their logs, whose links are broken and mended, and whose server
 * crashes. The name of a test begins with the number that its rule has in {@code docs/spi.md}.
 */
@Timeout(60)
public abstract class PublicationLogContract implements Appending, Following, Paging, LogLinks, PromptLogs {
    private @Nullable LogFixture logs; // null between tests
    private @Nullable Mesh mesh; // the same

    /** Makes a network that nobody has joined, with an empty log. Called once for each test, which closes it. */
    protected abstract LogFixture network();

    @BeforeEach
    final void openNetwork() {
        LogFixture made = network();
        logs = made;
        mesh = new Mesh(made);
    }

    @AfterEach
    final void closeNetwork() {
        if (mesh != null) {
            mesh.close();
            mesh = null;
            logs = null;
        }
    }

    @Override
    public final Mesh mesh() {
        if (mesh == null) {
            throw new IllegalStateException("no test is running");
        }
        return mesh;
    }

    @Override
    public final LogFixture logs() {
        if (logs == null) {
            throw new IllegalStateException("no test is running");
        }
        return logs;
    }
}
