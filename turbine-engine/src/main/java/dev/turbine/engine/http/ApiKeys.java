package dev.turbine.engine.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Collection;
import java.util.List;

/** The keys of the HTTP API. How long a wrong one takes to be refused tells nothing of a right one. */
public final class ApiKeys {
    private final List<byte[]> keys;

    /** @param keys none to switch off what needs one; two while one is being replaced */
    public ApiKeys(Collection<String> keys) {
        this.keys = keys.stream().map(ApiKeys::bytes).toList();
    }

    boolean isEmpty() {
        return keys.isEmpty();
    }

    /** Whether exactly one key was sent, and it is one of these. */
    boolean accept(List<String> sent) {
        byte[] key = bytes(sent.size() == 1 ? sent.get(0) : "");
        boolean known = false;
        for (byte[] one : keys) {
            known |=
                    MessageDigest.isEqual(key, one); // takes a time by the length of what was sent alone; no early exit
        }
        return known && sent.size() == 1;
    }

    private static byte[] bytes(String key) {
        return key.getBytes(StandardCharsets.UTF_8);
    }
}
