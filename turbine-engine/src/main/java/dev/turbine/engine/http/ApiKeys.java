package dev.turbine.engine.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.List;

/** The keys of the HTTP API, kept as digests: a wrong key takes as long as a right one, whatever it shares. */
public final class ApiKeys {
    private final List<byte[]> digests;

    /** @param keys none to switch off what needs one; two while one is being replaced */
    public ApiKeys(Collection<String> keys) {
        this.digests = keys.stream().map(ApiKeys::digest).toList();
    }

    boolean isEmpty() {
        return digests.isEmpty();
    }

    /** Whether exactly one key was sent, and it is one of these. */
    boolean accept(List<String> sent) {
        byte[] digest = digest(sent.size() == 1 ? sent.get(0) : "");
        boolean known = false;
        for (byte[] one : digests) {
            known |= MessageDigest.isEqual(one, digest); // in constant time, and without an early exit
        }
        return known && sent.size() == 1;
    }

    private static byte[] digest(String key) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every JVM has SHA-256", impossible);
        }
    }
}
