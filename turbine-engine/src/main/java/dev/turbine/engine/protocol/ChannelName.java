package dev.turbine.engine.protocol;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

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
        return ascii || utf8Length(name) <= maxBytes;
    }

    /** Length in UTF-8; past every limit for an unpaired surrogate, which has none. */
    private static int utf8Length(String name) {
        try {
            return StandardCharsets.UTF_8
                    .newEncoder()
                    .encode(CharBuffer.wrap(name))
                    .remaining();
        } catch (CharacterCodingException unpairedSurrogate) {
            return Integer.MAX_VALUE;
        }
    }
}
