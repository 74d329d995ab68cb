package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.PublicationLog.Entry;
import java.util.List;

/** Where the tests of {@link PublicationLogContract} find what they test. */
interface Logs {
    /** The network that was made for this test. */
    Mesh mesh();

    /** How to break the log. */
    LogFixture logs();

    /** A node whose link is up, and whose log can be read. */
    default LogNode join() {
        LogNode node = new LogNode(mesh().join(), mesh());
        node.awaitReady();
        return node;
    }

    /** That each is after the one before, and says so. */
    static void assertChained(long before, List<Entry> entries) {
        long previous = before;
        for (Entry entry : entries) {
            assertThat(entry.previous())
                    .as("what %d says to come after", entry.offset())
                    .isEqualTo(previous);
            assertThat(entry.offset()).isGreaterThan(previous);
            previous = entry.offset();
        }
    }
}
