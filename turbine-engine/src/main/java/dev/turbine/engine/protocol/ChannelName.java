package dev.turbine.engine.protocol;

/** The rule for names of channels: not empty, no control characters, well-formed, and no longer than the limit. */
public final class ChannelName {
    private ChannelName() {}

    /** Whether {@code name} may name a channel, with at most {@code maxBytes} of UTF-8. */
    public static boolean isValid(String name, int maxBytes) {
        if (name.isEmpty() || name.length() > maxBytes) {
            return false;
        }
        boolean ascii = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (Character.isISOControl(c)) {
                return false;
            }
            ascii &= c < 0x80;
        }
        if (ascii) {
            return true;
        }
        byte[] bytes = Utf8.encode(name);
        return bytes != null && bytes.length <= maxBytes;
    }
}
