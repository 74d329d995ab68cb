package dev.turbine.engine;

/** The rule for idempotency keys: 1 to 255 visible characters of ASCII. */
public final class IdempotencyKey {
    private static final int MAX_LENGTH = 255;

    private IdempotencyKey() {}

    public static boolean isValid(String key) {
        return !key.isEmpty() && key.length() <= MAX_LENGTH && key.chars().allMatch(c -> c > ' ' && c < 0x7F);
    }
}
