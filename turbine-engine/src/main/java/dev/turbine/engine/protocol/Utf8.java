package dev.turbine.engine.protocol;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** UTF-8, strictly: no overlong forms, no surrogates, nothing past U+10FFFF. */
public final class Utf8 {
    private static final char REPLACEMENT = 0xFFFD; // stands for what is not UTF-8, and for itself

    private Utf8() {}

    /** The text that bytes stand for; null if they are not UTF-8. */
    static @Nullable String decode(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.UTF_8); // several times as fast as a decoder
        return text.indexOf(REPLACEMENT) < 0 ? text : decodeStrictly(bytes);
    }

    private static @Nullable String decodeStrictly(byte[] bytes) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException malformed) {
            return null;
        }
    }

    /** Whether every surrogate of a text has its pair: otherwise it stands for nothing that can be sent. */
    public static boolean isWellFormed(String text) {
        return StandardCharsets.UTF_8.newEncoder().canEncode(text);
    }

    /** The bytes of a text; null if it holds an unpaired surrogate, which has none. */
    static byte @Nullable [] encode(String text) {
        try {
            ByteBuffer bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            byte[] exact = new byte[bytes.remaining()];
            bytes.get(exact);
            return exact;
        } catch (CharacterCodingException unpairedSurrogate) {
            return null;
        }
    }
}
