package dev.turbine.broker.nats;

import dev.turbine.spi.Broker;
import dev.turbine.spi.PublicationLog;
import io.nats.client.Message;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes in what other nodes have sent, in order, and hands it to the engine. */
final class Inbound {
    private static final Logger log = LoggerFactory.getLogger(Inbound.class);

    private final Broker.Listener listener;
    private final Subjects subjects;
    private final long origin;
    private final LinkCounters counters;
    private final Gate gate = new Gate();
    private final Origins origins = new Origins();
    private boolean late; // something was, since the last message that was not: a gap, but one for all of it
    private final ReentrantLock order = new ReentrantLock(); // two wires deliver at once while one follows the other
    private volatile PublicationLog.@Nullable Listener history;

    /** @param origin of this node */
    Inbound(Broker.Listener listener, Subjects subjects, long origin, LinkCounters counters) {
        this.listener = listener;
        this.subjects = subjects;
        this.origin = origin;
        this.counters = counters;
    }

    /** Called by the thread of a wire; waits while the engine has no room. */
    void receive(Message message) {
        inOrder(() -> gate.pass(() -> open(message)));
    }

    /** Makes a call when no other is made. */
    void inOrder(Runnable call) {
        order.lock();
        try {
            call.run();
        } finally {
            order.unlock();
        }
    }

    private void open(Message message) {
        Envelope envelope = Envelope.decode(message.getSubject(), message.getData());
        if (envelope == null) {
            counters.malformed.increment();
        } else if (envelope.origin() == origin) {
            counters.echo.increment();
        } else if (!origins.advance(envelope.origin(), envelope.sequence())) {
            counters.late.increment();
            late = true;
        } else {
            if (late) {
                late = false;
                gap();
            }
            handOn(message.getSubject(), envelope.payload());
        }
    }

    private void handOn(String subject, byte[] payload) {
        try {
            if (subject.equals(subjects.nodes())) {
                listener.onBroadcast(payload);
                return;
            }
            String channel = subjects.channel(subject);
            if (channel == null) {
                counters.malformed.increment();
                return;
            }
            counters.received.increment();
            listener.onPublication(channel, payload);
        } catch (Throwable fault) { // the thread has more to hand on
            log.error("turbine nats broker {}: fault in what takes in messages", subjects.all(), fault);
        }
    }

    /** From now on nothing is missed; before, something may have been. */
    void gap() {
        counters.gaps.increment();
        gate.pass(() -> {
            try {
                listener.onGap();
            } catch (Throwable fault) { // what comes next is not the listener's alone
                log.error("turbine nats broker {}: fault in what is told of a gap", subjects.all(), fault);
            }
        });
    }

    /** Who is to hear of history. */
    void history(PublicationLog.Listener listener) {
        history = listener;
    }

    /** The log has stored something; waits while the engine has no room. */
    void appended(String channel, PublicationLog.Entry entry) {
        tellHistory(listener -> listener.onAppended(channel, entry));
    }

    /** The same for what the log has stored. Not counted: it is mostly the same one. */
    void historyGap() {
        tellHistory(PublicationLog.Listener::onGap);
    }

    private void tellHistory(Consumer<PublicationLog.Listener> call) {
        PublicationLog.Listener listener = history;
        if (listener == null) {
            return; // nothing is followed yet
        }
        gate.pass(() -> {
            try {
                call.accept(listener);
            } catch (Throwable fault) { // the thread has more to hand on
                log.error("turbine nats broker {}: fault in what is told of history", subjects.all(), fault);
            }
        });
    }

    /** Nothing more is handed on after this returns. Waits for what is being handed on, but not longer than {@code millis}. */
    void close(long millis) throws InterruptedException {
        gate.shut(millis);
    }
}
