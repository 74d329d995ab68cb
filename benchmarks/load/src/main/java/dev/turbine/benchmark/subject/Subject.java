package dev.turbine.benchmark.subject;

/**
 * A server that is measured. A class of this kind has a public constructor that takes a {@code List<String>}, starts the
 * server on a free port of 127.0.0.1, and is named on the command line of {@link SubjectMain}.
 */
public interface Subject extends AutoCloseable {
    int port();

    /** The process whose processor time counts. */
    default long pid() {
        return ProcessHandle.current().pid();
    }

    /**
     * Publishes in process, to everybody who is subscribed. One thread calls; it is held up as a publisher in a host's
     * application would be.
     *
     * @param data a JSON string, with its quotes
     */
    void publish(String channel, byte[] data);

    /** Sends what it has held back to send it together. */
    default void flush() {}

    /** Whether the server has got rid of most of what was published: a publisher in no hurry goes on only then. */
    default boolean keepsUp() {
        return true;
    }

    /** Deliveries that the server says it has dropped so far. */
    default long dropped() {
        return 0;
    }

    @Override
    void close();
}
