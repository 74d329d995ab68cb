package dev.turbine.broker.nats;

import io.nats.client.Message;
import io.nats.client.support.Status;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request.
 *
 * @param message null unless there is a reply
 */
record Answer(Kind kind, @Nullable Message message) {
    enum Kind {
        REPLY,
        /** The server knows of nobody who would answer: the request has reached none. */
        NOBODY,
        /** It was handed over, and no answer came in time, or the link was lost before. */
        NONE,
        /** It was not handed over. */
        UNSENT
    }

    static final Answer NONE = new Answer(Kind.NONE, null);
    static final Answer UNSENT = new Answer(Kind.UNSENT, null);
    private static final Answer NOBODY = new Answer(Kind.NOBODY, null);

    static Answer of(Message message) {
        Status status = message.getStatus();
        boolean nobody = status != null && status.isNoResponders();
        return nobody ? NOBODY : new Answer(Kind.REPLY, message);
    }
}
