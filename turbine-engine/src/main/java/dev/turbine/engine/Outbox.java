package dev.turbine.engine;

import dev.turbine.api.OverflowPolicy;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Message;
import org.jspecify.annotations.Nullable;

/**
 * The outbound buffer of one session: a bounded queue, of which one batch at a time is in flight. Owned by the shard.
 *
 * <p>Entries stay in the ring until the write that took them has ended: what is in flight counts against the bound. The
 * array exists only while it is needed, so an idle session does not pay for it.
 */
final class Outbox {
    /**
     * A batch's size, unless one message is longer: large enough that the system call no longer counts, small enough to be
     * joined for each of the sessions that do not read, and to be written in one go.
     */
    private static final int BATCH_BYTES = 32 << 10;

    private static final OutboundMessage[] EMPTY = {};

    /** What of it counts in the memory of the shard. */
    private enum Counted {
        ALL,
        REPLIES,
        NOTHING
    }

    private final OutboxMemory memory;
    private final ShardCounters counters;
    private OutboundMessage[] ring = EMPTY; // its length is a power of two
    private int head;
    private int size;
    private int inFlight;
    private int publications;
    private long publicationBytes;
    private long otherBytes; // of replies and notices
    private boolean refusing; // one did not fit, and the session is about to be closed for that
    private Counted counted = Counted.ALL; // once it is less, nothing is added any more
    private @Nullable OutboundBatch batch; // in flight

    Outbox(OutboxMemory memory) {
        this.memory = memory;
        this.counters = memory.counters;
    }

    /**
     * Offers a publication, and counts what becomes of it.
     *
     * @param policy what to do if there is no room for it; where the session is to be closed, or to catch up, that is left to
     *     the caller
     * @return false if it was not taken
     */
    boolean offer(OutboundMessage publication, OverflowPolicy policy) {
        Counter outcome = judge(publication, publications, publicationBytes);
        if (policy == OverflowPolicy.CONFLATE || outcome != Counter.DELIVERED && policy == OverflowPolicy.DROP_OLDEST) {
            outcome = makeRoom(publication, policy);
        }
        if (outcome != Counter.DELIVERED && policy == OverflowPolicy.CATCH_UP) {
            return false; // it is not lost, and not counted: the session finds it in the history
        }
        counters.add(Counter.OFFERED, 1);
        counters.add(outcome, 1);
        if (outcome != Counter.DELIVERED) {
            refusing |= policy == OverflowPolicy.CLOSE; // or a later one might get in after it
            return false;
        }
        counters.add(Counter.PENDING, 1);
        publications++;
        publicationBytes += publication.size();
        append(publication);
        return true;
    }

    /** The counter of a publication that comes when so much is held: it is taken, or one of its bounds is passed. */
    private Counter judge(OutboundMessage publication, int held, long heldBytes) {
        if (refusing || held >= memory.maxMessages) {
            return Counter.DROPPED_MESSAGES;
        }
        return heldBytes + publication.size() > memory.maxBytes ? Counter.DROPPED_BYTES : Counter.DELIVERED;
    }

    /**
     * Drops older publications of the same channel: all for {@link OverflowPolicy#CONFLATE}, otherwise as few as it takes.
     * None if there is no room for the newer one even so: then what waits is better than nothing.
     */
    private Counter makeRoom(OutboundMessage newer, OverflowPolicy policy) {
        int held = publications;
        long heldBytes = publicationBytes;
        for (int i = inFlight; i < size; i++) {
            if (peek(i).channel == newer.channel) {
                held--;
                heldBytes -= peek(i).size();
            }
        }
        Counter outcome = judge(newer, held, heldBytes);
        boolean more = outcome == Counter.DELIVERED;
        while (more) {
            boolean full = judge(newer, publications, publicationBytes) != Counter.DELIVERED;
            more = (full || policy == OverflowPolicy.CONFLATE) && overtake(newer);
        }
        return outcome;
    }

    /** Drops the oldest publication of the same channel that is not in flight. False if there is none. */
    private boolean overtake(OutboundMessage newer) {
        for (int i = inFlight; i < size; i++) {
            OutboundMessage entry = peek(i);
            if (entry.channel == newer.channel) {
                for (int next = i + 1; next < size; next++) {
                    ring[(head + next - 1) & (ring.length - 1)] = peek(next);
                }
                ring[(head + --size) & (ring.length - 1)] = null;
                forget(entry);
                uncount(1, Counter.DISCARDED_OVERTAKEN);
                return true;
            }
        }
        return false;
    }

    private void uncount(int publications, Counter reason) {
        counters.add(reason, publications);
        counters.add(Counter.PENDING, -publications);
    }

    /** Adds a reply, bounded by the number of commands that may be unanswered, or a notice, by that of subscriptions. */
    void add(OutboundMessage entry) {
        otherBytes += entry.size();
        append(entry);
    }

    private void append(OutboundMessage entry) {
        if (size == ring.length) {
            grow();
        }
        ring[(head + size) & (ring.length - 1)] = entry;
        size++;
        memory.hold(entry);
    }

    private void grow() {
        OutboundMessage[] larger = new OutboundMessage[Math.max(4, ring.length * 2)];
        for (int i = 0; i < size; i++) {
            larger[i] = ring[(head + i) & (ring.length - 1)];
        }
        ring = larger;
        head = 0;
    }

    boolean isEmpty() {
        return size == 0;
    }

    boolean isInFlight() {
        return inFlight > 0;
    }

    /** Whether it takes no publication any more, since the session is about to be closed. */
    boolean isRefusing() {
        return refusing;
    }

    /** Whether all of it is in flight. */
    boolean isTakenWhole() {
        return inFlight == size;
    }

    /** Whether it is half way to dropping what comes. */
    boolean isHalfFull() {
        return 2L * publications >= memory.maxMessages || 2 * publicationBytes >= memory.maxBytes;
    }

    /** Whether a reply or a notice waits: then the session is flushed before the receivers of broadcasts. */
    boolean holdsOthers() {
        return size > publications;
    }

    int publications() {
        return publications;
    }

    /** Bytes of replies and notices. */
    long otherBytes() {
        return otherBytes;
    }

    /**
     * Bytes that the session holds, and gives back if it is ended for them: its part of those that others hold too, and not the
     * few that a closing one has left. Looks at every entry.
     */
    long reclaimableBytes() {
        return switch (counted) {
            case ALL -> share();
            case REPLIES -> otherBytes > BATCH_BYTES ? otherBytes : 0;
            case NOTHING -> 0;
        };
    }

    private long share() {
        long bytes = batch == null ? 0 : batch.share();
        for (int i = 0; i < size; i++) {
            bytes += peek(i).share();
        }
        return bytes;
    }

    /** Takes what fits into one write: at least one message. */
    Batch take() {
        long bytes = 0;
        do {
            bytes += peek(inFlight).size();
            inFlight++;
        } while (inFlight < size && bytes + peek(inFlight).size() <= BATCH_BYTES);
        OutboundBatch taken = memory.lastBatch();
        if (taken == null || !isInFlight(taken.batch)) {
            taken = new OutboundBatch(messagesInFlight());
            if (!holdsOthers()) { // nobody else is sent the same reply
                memory.setLastBatch(taken);
            }
        }
        if (counted == Counted.ALL) {
            memory.hold(taken);
        }
        batch = taken;
        return taken.batch;
    }

    /** Whether what is in flight is the same as another session's batch: in a broadcast it mostly is. */
    private boolean isInFlight(Batch other) {
        if (other.size() != inFlight) {
            return false;
        }
        for (int i = inFlight - 1; i >= 0; i--) {
            if (peek(i).message != other.get(i)) {
                return false;
            }
        }
        return true;
    }

    private Batch messagesInFlight() {
        Message[] messages = new Message[inFlight];
        for (int i = 0; i < inFlight; i++) {
            messages[i] = peek(i).message;
        }
        return Batch.of(messages);
    }

    private OutboundMessage peek(int index) {
        return ring[(head + index) & (ring.length - 1)];
    }

    /**
     * Removes what was in flight, and counts it.
     *
     * @return how many of it were replies
     */
    int written(boolean sent) {
        int before = publications;
        int replies = 0;
        for (int n = inFlight; n > 0; n--) {
            replies += removeHead().kind == OutboundMessage.Kind.REPLY ? 1 : 0;
        }
        inFlight = 0;
        forgetBatch();
        uncount(before - publications, sent ? Counter.SENT : Counter.DISCARDED_FAILED);
        return replies;
    }

    private void forgetBatch() {
        if (batch != null && counted == Counted.ALL) {
            memory.release(batch);
        }
        batch = null;
    }

    private OutboundMessage removeHead() {
        OutboundMessage entry = ring[head];
        ring[head] = null;
        head = (head + 1) & (ring.length - 1);
        size--;
        forget(entry);
        return entry;
    }

    private void forget(OutboundMessage entry) {
        if (entry.isPublication()) {
            publications--;
            publicationBytes -= entry.size();
        } else {
            otherBytes -= entry.size();
            if (counted == Counted.REPLIES) {
                memory.leave(-entry.size());
            }
        }
        if (counted == Counted.ALL) {
            memory.release(entry);
        }
    }

    /** Drops the publications that are not in flight; the rest stays. */
    void discardPublications() {
        int kept = inFlight;
        int before = publications;
        for (int i = inFlight; i < size; i++) {
            OutboundMessage entry = peek(i);
            if (entry.isPublication()) {
                forget(entry);
            } else {
                ring[(head + kept++) & (ring.length - 1)] = entry;
            }
        }
        for (int i = kept; i < size; i++) {
            ring[(head + i) & (ring.length - 1)] = null;
        }
        size = kept;
        uncount(before - publications, Counter.DISCARDED_CLOSED);
    }

    /** The session has ended: what is left of publications will not be sent. */
    void end() {
        uncount(publications, Counter.DISCARDED_CLOSED);
        releaseAll();
    }

    /**
     * Gives back the memory of everything it holds but replies, before the write that holds it has ended: the session is
     * closing, and within its close timeout the rest is gone.
     */
    void releaseMemory() {
        if (counted == Counted.ALL) {
            for (int i = 0; i < size; i++) {
                memory.release(peek(i));
            }
            forgetBatch();
            counted = Counted.REPLIES;
            memory.leave(otherBytes);
        }
    }

    /** Gives back the memory of replies too: the connection is gone, or about to be. */
    void releaseAll() {
        releaseMemory();
        if (counted == Counted.REPLIES) {
            counted = Counted.NOTHING;
            memory.leave(-otherBytes);
        }
    }

    /** Lets go of the array if it is not needed at the moment. */
    void trim() {
        if (size == 0) {
            ring = EMPTY;
            head = 0;
        }
    }
}
