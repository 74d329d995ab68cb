package dev.turbine.auth.jwt;

import static java.util.Objects.requireNonNull;

import com.nimbusds.jose.Payload;
import dev.turbine.api.ChannelGrants;
import dev.turbine.api.Identity;
import dev.turbine.api.TurbineException;
import dev.turbine.spi.Authentication;
import dev.turbine.spi.Authenticator;
import dev.turbine.spi.Credentials;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Lets in whoever shows a JSON Web Token that is signed with HS256 and has the claims {@code sub} (the user, not empty),
 * {@code exp} (whole seconds since 1970) and {@code channels} (names of channels; an empty array grants every channel).
 *
 * <p>A token counts from its {@code nbf}, if it has one, until just before its {@code exp}; unless the builder is told
 * otherwise there is no leeway, and a session ends with its token. No other algorithm is accepted, no critical header and nothing compressed or encrypted; keys or addresses of
 * keys in a token are ignored. {@link Authentication.Cause#EXPIRED} is said of a token that has no other fault.
 *
 * <p><b>Threads:</b> immutable and thread-safe. <b>Blocking:</b> none; the stage returned is complete.
 */
public final class JwtAuthenticator implements Authenticator {
    /** RFC 7518, section 3.2: a key of HS256 has at least the size of the hash. */
    private static final int MINIMUM_SECRET_BYTES = 32;

    /** What would change the meaning of the rest: extensions that must be understood, other encodings, encryption. */
    private static final Set<String> REFUSED_HEADERS = Set.of("crit", "b64", "zip", "enc");

    /**
     * The end of the year 9999. A later time is taken for this one, as an earlier one is for 1970, so that nobody's
     * arithmetic overflows.
     */
    private static final long LAST_SECOND = 253_402_300_799L;

    private static final Duration MAXIMUM_LEEWAY = Duration.ofHours(1);

    private final HmacKey key;
    private final Clock clock;
    private final Duration leeway;
    private final boolean sessionsOutliveTokens;
    private final @Nullable String issuer;
    private final @Nullable String audience;

    private JwtAuthenticator(Builder builder, HmacKey key) {
        this.key = key;
        clock = builder.clock;
        leeway = builder.leeway;
        sessionsOutliveTokens = builder.sessionsOutliveTokens;
        issuer = builder.issuer;
        audience = builder.audience;
    }

    /**
     * Accepts tokens signed with this secret.
     *
     * @param secret the key is its UTF-8 bytes; at least 32 of them
     * @throws IllegalArgumentException if it has fewer
     */
    public static JwtAuthenticator hmac(String secret) {
        return builder().secret(secret).build();
    }

    /**
     * Accepts tokens signed with this secret.
     *
     * @param secret the key; at least 32 bytes
     * @throws IllegalArgumentException if it has fewer
     */
    public static JwtAuthenticator hmac(byte[] secret) {
        return builder().secret(secret).build();
    }

    /** Starts with the system's clock, and any issuer and audience. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public CompletionStage<Authentication> authenticate(Credentials credentials) {
        return CompletableFuture.completedFuture(judge(credentials.token()));
    }

    private Authentication judge(String token) {
        String[] parts = token.split("\\.", 3);
        if (parts.length != 3) {
            return Authentication.invalid("not three parts");
        }
        // First of all, so that no parser meets what a stranger wrote.
        if (!key.verifies(parts[0] + '.' + parts[1], parts[2])) {
            return Authentication.invalid("the signature does not hold");
        }
        Map<String, Object> header = json(parts[0]);
        if (header == null || !"HS256".equals(header.get("alg"))) {
            return Authentication.invalid("the header does not say HS256");
        }
        if (!Collections.disjoint(header.keySet(), REFUSED_HEADERS)) {
            return Authentication.invalid("the header has crit, b64, zip or enc");
        }
        Map<String, Object> claims = json(parts[1]);
        return claims == null
                ? Authentication.invalid("the payload is not a JSON object, or has a claim twice")
                : judge(claims);
    }

    private Authentication judge(Map<String, Object> claims) {
        if (!(claims.get("sub") instanceof String user) || user.isEmpty()) {
            return Authentication.invalid("sub is missing, empty or not a string");
        }
        List<String> channels = strings(claims.get("channels"));
        if (channels == null) {
            return Authentication.invalid("channels is missing or not an array of strings");
        }
        Instant end = time(claims.get("exp"));
        if (end == null) {
            return Authentication.invalid("exp is missing or not a whole number of seconds");
        }
        if (issuer != null && !issuer.equals(claims.get("iss"))) {
            return Authentication.invalid("iss is not the issuer expected");
        }
        if (audience != null && !names(claims.get("aud"), audience)) {
            return Authentication.invalid("aud does not name the audience expected");
        }
        Instant now = clock.instant();
        if (claims.get("nbf") != null) {
            Instant begin = time(claims.get("nbf"));
            if (begin == null || now.plus(leeway).isBefore(begin)) {
                return Authentication.invalid("nbf is to come, or not a whole number of seconds");
            }
        }
        Instant expiresAt = end.plus(leeway);
        if (!now.isBefore(expiresAt)) {
            return Authentication.expired("exp has passed");
        }
        return new Authentication.Accepted(new Identity(
                user,
                sessionsOutliveTokens ? null : expiresAt,
                channels.isEmpty() ? ChannelGrants.unrestricted() : ChannelGrants.only(channels)));
    }

    /**
     * The object that a part of a token holds; null if it holds none, a key twice, or is not encoded as it should be. The
     * parser bounds the nesting itself, at 255 levels.
     */
    private static @Nullable Map<String, Object> json(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            boolean exact = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(part);
            return exact ? new Payload(bytes).toJSONObject() : null;
        } catch (IllegalArgumentException e) { // not Base64
            return null;
        }
    }

    private static @Nullable List<String> strings(@Nullable Object claim) {
        if (!(claim instanceof List<?> elements)) {
            return null;
        }
        List<String> strings = new ArrayList<>();
        for (Object element : elements) {
            if (!(element instanceof String string)) {
                return null;
            }
            strings.add(string);
        }
        return strings;
    }

    /** RFC 7519, section 4.1.3: one string, or an array of them. */
    private static boolean names(@Nullable Object claim, String audience) {
        List<String> audiences = strings(claim);
        return audiences == null ? audience.equals(claim) : audiences.contains(audience);
    }

    /** A whole number of seconds since 1970. The parser gives a long where it fits, otherwise a double. */
    private static @Nullable Instant time(@Nullable Object claim) {
        if (claim instanceof Long || claim instanceof Double number && number == Math.rint(number)) {
            long seconds = ((Number) claim).longValue(); // of a double beyond a long: the nearest long
            return Instant.ofEpochSecond(Math.max(0, Math.min(seconds, LAST_SECOND)));
        }
        return null;
    }

    /** Collects what an authenticator needs. <b>Threads:</b> not thread-safe. */
    public static final class Builder {
        private @Nullable HmacKey key;
        private Clock clock = Clock.systemUTC();
        private Duration leeway = Duration.ZERO;
        private boolean sessionsOutliveTokens;
        private @Nullable String issuer;
        private @Nullable String audience;

        private Builder() {}

        /**
         * Accepts tokens signed with this secret.
         *
         * @param secret the key is its UTF-8 bytes; at least 32 of them
         * @throws IllegalArgumentException if it has fewer
         */
        public Builder secret(String secret) {
            return secret(requireNonNull(secret, "secret").getBytes(StandardCharsets.UTF_8));
        }

        /**
         * Accepts tokens signed with this secret.
         *
         * @param secret the key; at least 32 bytes
         * @throws IllegalArgumentException if it has fewer
         */
        public Builder secret(byte[] secret) {
            requireNonNull(secret, "secret");
            if (secret.length < MINIMUM_SECRET_BYTES) {
                throw new IllegalArgumentException(
                        "the JWT secret has " + secret.length + " bytes, so that a token is enough to"
                                + " guess it: HS256 needs at least " + MINIMUM_SECRET_BYTES
                                + "; generate one with \"openssl rand -base64 32\", or call developmentSecret(...) if this is for"
                                + " development only");
            }
            key = new HmacKey(secret);
            return this;
        }

        /**
         * Accepts tokens signed with this secret, however short: whoever sees a token can guess it. For development only,
         * on a node that nobody else can reach.
         *
         * @param secret the key is its UTF-8 bytes
         * @throws IllegalArgumentException if it is empty
         */
        public Builder developmentSecret(String secret) {
            requireNonNull(secret, "secret");
            if (secret.isEmpty()) {
                throw new IllegalArgumentException(
                        "the JWT secret is empty; a development secret has at least one character");
            }
            key = new HmacKey(secret.getBytes(StandardCharsets.UTF_8));
            return this;
        }

        /** Tells the time by this clock. */
        public Builder clock(Clock clock) {
            this.clock = requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Accepts tokens for so long before their {@code nbf} and after their {@code exp}, since clocks differ; a session
         * then ends that much later, too. Default none.
         *
         * @throws IllegalArgumentException if it is negative, or more than an hour
         */
        public Builder leeway(Duration leeway) {
            if (leeway.isNegative() || leeway.compareTo(MAXIMUM_LEEWAY) > 0) {
                throw new IllegalArgumentException("leeway must be within 0 and an hour, is " + leeway);
            }
            this.leeway = leeway;
            return this;
        }

        /**
         * Lets a session go on after its token has expired, for as long as its connection lasts: {@code exp} then says only
         * until when one can connect.
         */
        public Builder sessionsOutliveTokens() {
            sessionsOutliveTokens = true;
            return this;
        }

        /** Accepts only tokens whose {@code iss} is exactly this. */
        public Builder issuer(String issuer) {
            this.issuer = requireNonNull(issuer, "issuer");
            return this;
        }

        /** Accepts only tokens whose {@code aud} is exactly this, or an array that holds it. */
        public Builder audience(String audience) {
            this.audience = requireNonNull(audience, "audience");
            return this;
        }

        /**
         * Makes the authenticator; the builder may be used again.
         *
         * @throws TurbineException if no secret was given
         */
        public JwtAuthenticator build() {
            if (key == null) {
                throw new TurbineException("no JWT secret; call secret(...) before build()");
            }
            return new JwtAuthenticator(this, key);
        }
    }
}
