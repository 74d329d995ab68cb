package dev.turbine.auth.jwt;

import static dev.turbine.auth.jwt.Signer.HEADER;
import static dev.turbine.auth.jwt.Signer.SECRET;

import dev.turbine.spi.Authenticator;
import dev.turbine.tck.AuthenticatorContract;
import dev.turbine.tck.Tokens;
import java.time.Instant;
import java.util.Collection;
import java.util.stream.Collectors;

class JwtContractTest extends AuthenticatorContract {
    @Override
    protected Authenticator authenticator() {
        return JwtAuthenticator.hmac(SECRET);
    }

    @Override
    protected Tokens tokens() {
        return new SignedTokens();
    }

    private static final class SignedTokens implements Tokens {
        @Override
        public String token(String user, Instant expiresAt, Collection<String> channels) {
            String names = channels.stream().map(name -> "\"" + name + "\"").collect(Collectors.joining(","));
            return new Signer(SECRET)
                    .sign(
                            HEADER,
                            "{\"sub\":\"" + user + "\",\"exp\":" + expiresAt.getEpochSecond() + ",\"channels\":["
                                    + names + "]}");
        }

        @Override
        public String bad() {
            return new Signer("another secret, that has as many bytes as it needs")
                    .sign(HEADER, "{\"sub\":\"user-1\",\"exp\":99999999999,\"channels\":[]}");
        }
    }
}
