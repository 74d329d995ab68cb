package dev.turbine.engine;

import dev.turbine.api.Limit;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * What may be under way at once: publications not yet in the outbound buffers, by number and bytes, connections, reports of
 * other nodes, and answers of the HTTP API, by bytes. A permit is taken before anything enters an inbox, so inboxes need no
 * bound of their own. Thread-safe.
 */
final class Permits {
    private final int maxPublications;
    private final int maxConnections;
    private final int maxBytes;
    private final int maxReports;
    private final int maxAnswerBytes;
    private final Semaphore publications;
    private final Semaphore unapplied; // publications again, given back before the host is told
    private final Semaphore bytes;
    private final Semaphore connections;
    private final Semaphore reports;
    private final Semaphore answerBytes;

    Permits(Limits limits) {
        maxPublications = limits.count(Limit.PUBLICATIONS_IN_FLIGHT);
        maxConnections = limits.count(Limit.CONNECTIONS);
        publications = new Semaphore(maxPublications);
        unapplied = new Semaphore(maxPublications);
        maxBytes = limits.count(Limit.PUBLICATION_BYTES_IN_FLIGHT);
        bytes = new Semaphore(maxBytes);
        connections = new Semaphore(maxConnections);
        maxReports = limits.count(Limit.NODES);
        reports = new Semaphore(maxReports);
        maxAnswerBytes = limits.count(Limit.ANSWER_BYTES_IN_FLIGHT);
        answerBytes = new Semaphore(maxAnswerBytes);
    }

    /** Takes permits for so many publications and bytes, or none at all. */
    boolean tryPublications(int count, int size) {
        if (!publications.tryAcquire(count)) {
            return false;
        }
        if (!bytes.tryAcquire(size)) {
            publications.release(count);
            return false;
        }
        unapplied.acquireUninterruptibly(count); // never waits: there are fewer of them out
        return true;
    }

    /**
     * Waits for the permits of one publication; all bytes, for one that has more than there are. For threads that may
     * block: those of a broker.
     */
    void awaitPublication(int size) {
        publications.acquireUninterruptibly();
        bytes.acquireUninterruptibly(Math.min(size, maxBytes));
        unapplied.acquireUninterruptibly();
    }

    /** Publications are in the outbound buffers; their results are not delivered yet. */
    void applied(int count) {
        unapplied.release(count);
    }

    void releasePublications(int count, int size) {
        bytes.release(Math.min(size, maxBytes));
        publications.release(count);
    }

    boolean tryBytes(int count) {
        return bytes.tryAcquire(count);
    }

    void releaseBytes(int count) {
        bytes.release(count);
    }

    /** For answers of the HTTP API: they have bytes of their own, for who does not read them holds up no publication. */
    boolean tryAnswerBytes(int count) {
        return answerBytes.tryAcquire(count);
    }

    void releaseAnswerBytes(int count) {
        answerBytes.release(count);
    }

    boolean tryConnection() {
        return connections.tryAcquire();
    }

    boolean connectionsLeft() {
        return connections.availablePermits() > 0;
    }

    void releaseConnection() {
        connections.release();
    }

    /** For a report of another node: as many at once as there may be nodes, since all of them may answer a new one. */
    boolean tryReport() {
        return reports.tryAcquire();
    }

    void releaseReport() {
        reports.release();
    }

    /** Waits until every publication is in the outbound buffers; none may be begun meanwhile. False if that took too long. */
    boolean awaitNoPublication(long nanos) throws InterruptedException {
        return awaitAll(unapplied, maxPublications, nanos);
    }

    /** Waits until the last connection has ended; none may be begun meanwhile. False if that took too long. */
    boolean awaitNoConnection(long nanos) throws InterruptedException {
        return awaitAll(connections, maxConnections, nanos);
    }

    /** Whether every permit has been given back. */
    boolean areAllFree() {
        return publications.availablePermits() == maxPublications
                && unapplied.availablePermits() == maxPublications
                && bytes.availablePermits() == maxBytes
                && reports.availablePermits() == maxReports
                && answerBytes.availablePermits() == maxAnswerBytes
                && connections.availablePermits() == maxConnections;
    }

    private static boolean awaitAll(Semaphore semaphore, int all, long nanos) throws InterruptedException {
        if (!semaphore.tryAcquire(all, nanos, TimeUnit.NANOSECONDS)) {
            return false;
        }
        semaphore.release(all);
        return true;
    }
}
