package dev.turbine.tck;

import dev.turbine.api.ChannelGrants;
import dev.turbine.api.Identity;
import dev.turbine.spi.Authentication;
import dev.turbine.spi.Authenticator;
import dev.turbine.spi.Credentials;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Accepts tokens that a person can read and write: {@code token of user-1 until 2030-01-01T00:00:00Z for chat:lobby news}.
 * Without {@code for} every channel is granted. There is no signature: for tests alone.
 */
public final class TestAuthenticator implements Authenticator {
    private static final Pattern TOKEN = Pattern.compile("token of (\\S+) until ([0-9:.TZ-]+)(?: for (.+))?");

    @Override
    public CompletionStage<Authentication> authenticate(Credentials credentials) {
        return CompletableFuture.completedFuture(judge(credentials.token()));
    }

    private static Authentication judge(String token) {
        Matcher parts = TOKEN.matcher(token);
        if (!parts.matches()) {
            return Authentication.invalid("not a test token");
        }
        Instant expiresAt = Instant.parse(parts.group(2));
        if (!Instant.now().isBefore(expiresAt)) {
            return Authentication.expired("its time is over");
        }
        String channels = parts.group(3);
        ChannelGrants grants =
                channels == null ? ChannelGrants.unrestricted() : ChannelGrants.only(List.of(channels.split(" ")));
        return new Authentication.Accepted(new Identity(parts.group(1), expiresAt, grants));
    }
}
