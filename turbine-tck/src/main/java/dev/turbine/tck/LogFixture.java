package dev.turbine.tck;

/**
 * A network whose brokers have a log. {@link PublicationLogContract} takes a new one, with an empty log, for each test. The log
 * keeps entries longer than a test takes.
 */
public interface LogFixture extends BrokerFixture {
    /** How many entries of one channel the log holds: 2 to 1,000. The oldest go first. */
    int size();

    /**
     * Ends what holds the log, as a crash would, and starts it again: it has what it had stored. Returns when it is running.
     * No broker is cut or swallowed at the time.
     */
    void restart();

    /** Has the log start afresh, as if somebody had deleted it: it holds nothing, and its places begin again. */
    void renew();
}
