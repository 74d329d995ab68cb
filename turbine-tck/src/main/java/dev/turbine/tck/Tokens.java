package dev.turbine.tck;

import java.time.Instant;
import java.util.Collection;

/** Makes tokens for the authenticator under test. */
public interface Tokens {
    /**
     * A good token.
     *
     * @param user who it is for
     * @param expiresAt until when it is good; a format with whole seconds rounds up
     * @param channels the channels it grants; none for unrestricted access
     */
    String token(String user, Instant expiresAt, Collection<String> channels);

    /** A token that is refused, for any reason but its time. */
    String bad();
}
