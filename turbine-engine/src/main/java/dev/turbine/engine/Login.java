package dev.turbine.engine;

import dev.turbine.api.Limit;
import dev.turbine.engine.protocol.Reply;
import dev.turbine.spi.Authentication;
import dev.turbine.spi.Credentials;
import dev.turbine.spi.support.LogText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The way of one session to its identity: attempts to connect, one at a time. Owned by the shard. */
final class Login {
    private static final Logger log = LoggerFactory.getLogger(Login.class);

    private final Session session;
    private final Node node;
    private Replies.@Nullable Slot slot; // while the authenticator is at work
    private long dueAt = Timers.NEVER;
    private int refused;

    Login(Session session, Node node) {
        this.session = session;
        this.node = node;
    }

    /** Hands the token to the authenticator; {@link Session#authenticated} follows. */
    void begin(Replies.Slot slot, Credentials credentials) {
        this.slot = slot;
        if (credentials.token().length() > node.limits.get(Limit.TOKEN_BYTES)) {
            session.authenticated(slot, Authentication.invalid("longer than the limit TOKEN_BYTES"));
        } else {
            dueAt = session.shard.now() + node.limits.nanos(Limit.AUTHENTICATION_TIMEOUT);
            node.authentications.start(session, slot, credentials);
        }
    }

    boolean isUnderWay() {
        return slot != null;
    }

    /** When the attempt under way has taken too long. */
    long dueAt() {
        return dueAt;
    }

    /** Gives up the attempt under way. */
    void timeOut() {
        if (slot != null) {
            log.warn(
                    "turbine {}: session {}: no outcome from the authenticator within AUTHENTICATION_TIMEOUT",
                    node.name,
                    session.id);
            session.authenticated(slot, null);
        }
    }

    /** Ends an attempt. False if it was given up before. */
    boolean end(Replies.Slot attempt) {
        if (slot != attempt) {
            return false;
        }
        slot = null;
        dueAt = Timers.NEVER;
        return true;
    }

    /** Counts and logs a refusal, and says what the client is told: one text for every reason but the time. */
    Reply.Error refuse(Authentication.Refused outcome, String remoteAddress) {
        refused++;
        log.info(
                "turbine {}: session {} from {}: token refused: {}",
                node.name,
                session.id,
                LogText.escape(remoteAddress),
                LogText.escape(outcome.detail()));
        return outcome.cause() == Authentication.Cause.EXPIRED ? Reply.Error.TOKEN_EXPIRED : Reply.Error.INVALID_TOKEN;
    }

    boolean isHopeless() {
        return refused >= node.limits.get(Limit.REFUSED_CONNECTS);
    }
}
