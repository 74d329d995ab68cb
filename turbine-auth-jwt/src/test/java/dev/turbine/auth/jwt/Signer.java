package dev.turbine.auth.jwt;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes tokens out of any text, right or wrong, independently of the code under test. */
record Signer(String secret) {
    static final String SECRET = "a secret that has thirty-two bytes, and more";
    static final String HEADER = "{\"alg\":\"HS256\",\"typ\":\"JWT\"}";

    String sign(String header, String payload) {
        return signParts(base64(header), base64(payload));
    }

    String signParts(String header, String payload) {
        String input = header + "." + payload;
        return input + "." + base64(mac("HmacSHA256", input));
    }

    byte[] mac(String algorithm, String input) {
        try {
            Mac mac = Mac.getInstance(algorithm);
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
            return mac.doFinal(input.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static String base64(String text) {
        return base64(text.getBytes(StandardCharsets.UTF_8));
    }

    static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
