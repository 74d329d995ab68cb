package dev.turbine.spi;

import static java.util.Objects.requireNonNull;

import dev.turbine.api.Identity;

/** The outcome of an authentication. */
public sealed interface Authentication {
    /** The token is good. */
    record Accepted(Identity identity) implements Authentication {
        public Accepted {
            requireNonNull(identity, "identity");
        }
    }

    /**
     * The token is refused.
     *
     * @param cause what the client is told
     * @param detail the reason, for the log alone; holds no part of the token
     */
    record Refused(Cause cause, String detail) implements Authentication {
        public Refused {
            requireNonNull(cause, "cause");
            requireNonNull(detail, "detail");
        }
    }

    /** What a client is told about a refusal: no more, so that nothing leaks. */
    enum Cause {
        /** The signature holds and the time is over: a new token of the same kind will do. */
        EXPIRED,
        /** Everything else. */
        INVALID
    }

    /** A refusal because of anything but its time. */
    static Refused invalid(String detail) {
        return new Refused(Cause.INVALID, detail);
    }

    /** A refusal of a token whose time is over. */
    static Refused expired(String detail) {
        return new Refused(Cause.EXPIRED, detail);
    }
}
