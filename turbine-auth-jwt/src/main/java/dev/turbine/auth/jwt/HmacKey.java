package dev.turbine.auth.jwt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Checks HS256 signatures with one secret, taken as it is: a secret that was padded or hashed here would not fit the
 * tokens that others sign with it.
 *
 * <p>This class is thread-safe: each call has a {@link Mac} of its own, which costs about a microsecond.
 */
final class HmacKey {
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    HmacKey(byte[] secret) {
        key = new SecretKeySpec(secret, ALGORITHM); // copies it
    }

    /**
     * Whether {@code signature} is the one of {@code input}. Compares the encoded text, so that of the many spellings of
     * the same bytes (padding, stray bits at the end, characters that lenient decoders skip) only the right one will do.
     */
    boolean verifies(String input, String signature) {
        byte[] expected = Base64.getUrlEncoder().withoutPadding().encode(hmac(input));
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    private byte[] hmac(String input) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            return mac.doFinal(input.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(ALGORITHM + " is in every Java platform", e);
        }
    }
}
