package dev.turbine.tck;

import java.time.Instant;
import java.util.Collection;

/** Makes tokens for {@link TestAuthenticator}. */
public final class TestTokens implements Tokens {
    @Override
    public String token(String user, Instant expiresAt, Collection<String> channels) {
        String grants = channels.isEmpty() ? "" : " for " + String.join(" ", channels);
        return "token of " + user + " until " + expiresAt + grants;
    }

    @Override
    public String bad() {
        return "no token";
    }
}
