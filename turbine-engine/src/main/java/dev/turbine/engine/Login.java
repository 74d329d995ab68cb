package dev.turbine.engine;

import dev.turbine.api.Identity;
import dev.turbine.api.Limit;
import dev.turbine.engine.protocol.Command;
import dev.turbine.engine.protocol.Reply;
import dev.turbine.engine.protocol.Utf8;
import dev.turbine.spi.Authentication;
import dev.turbine.spi.Credentials;
import dev.turbine.spi.support.LogText;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who a session belongs to, and how it comes to know: attempts to connect and to refresh, one at a time. The shard's. */
final class Login {
    private static final Logger log = LoggerFactory.getLogger(Login.class);

    private final Session session;
    private final Node node;
    private Replies.@Nullable Slot slot; // while the authenticator is at work
    private long dueAt = Timers.NEVER;
    private int refused;
    private @Nullable Identity identity;

    Login(Session session, Node node) {
        this.session = session;
        this.node = node;
    }

    /** Null before the first successful attempt. */
    @Nullable
    Identity identity() {
        return identity;
    }

    /** Returns the reply, or null if it comes later. */
    @Nullable
    Reply connect(Command.Connect command, Replies replies) {
        if (identity != null) {
            return Reply.Error.BAD_COMMAND;
        }
        begin(replies.reserve(command.id(), null), command.token());
        return null;
    }

    /** The reply comes later: null. */
    @Nullable
    Reply refresh(Command.Refresh command, Replies replies) {
        begin(replies.reserve(command.id(), null), command.token());
        return null;
    }

    /** Hands the token to the authenticator; {@link Session#authenticated} follows. */
    private void begin(Replies.Slot slot, String token) {
        this.slot = slot;
        if (token.length() > node.limits.get(Limit.TOKEN_BYTES)) {
            session.authenticated(slot, Authentication.invalid("longer than the limit TOKEN_BYTES"));
        } else {
            dueAt = session.shard.now() + node.limits.nanos(Limit.AUTHENTICATION_TIMEOUT);
            node.authentications.start(session, slot, new Credentials(token, session.remoteAddress()));
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

    /** @param outcome null if there is none: the authenticator failed, was too slow or too busy */
    Reply judge(@Nullable Authentication outcome) {
        if (outcome == null) {
            return Reply.Error.INTERNAL_ERROR;
        }
        return outcome instanceof Authentication.Accepted accepted
                ? accept(accepted.identity())
                : refuse((Authentication.Refused) outcome);
    }

    private Reply accept(Identity accepted) {
        long endsAt = session.shard.toNanos(accepted.expiresAt());
        if (endsAt <= session.shard.now()) {
            return refuse(Authentication.expired("expired while it was verified"));
        }
        if (!Utf8.isWellFormed(accepted.user())) {
            return refuse(
                    Authentication.invalid("its user has half of a surrogate pair, which no other client can be told"));
        }
        boolean first = identity == null;
        if (identity != null && !identity.user().equals(accepted.user())) {
            return refuse(Authentication.invalid("a refresh with the token of another user"));
        }
        identity = accepted;
        session.identified(accepted, endsAt, first);
        return first ? Reply.Result.CONNECTED : Reply.Result.REFRESHED;
    }

    /** Counts and logs a refusal, and says what the client is told: one text for every reason but the time. */
    private Reply.Error refuse(Authentication.Refused outcome) {
        refused++;
        log.info(
                "turbine {}: session {} from {}: token refused: {}",
                node.name,
                session.id,
                LogText.escape(session.remoteAddress()),
                LogText.escape(outcome.detail()));
        return outcome.cause() == Authentication.Cause.EXPIRED ? Reply.Error.TOKEN_EXPIRED : Reply.Error.INVALID_TOKEN;
    }

    boolean isHopeless() {
        return refused >= node.limits.get(Limit.REFUSED_CONNECTS);
    }
}
