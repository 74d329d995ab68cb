package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Strict JSON in strict UTF-8 (RFC 8259), read without being converted: texts stay texts. The only bound set here is the
 * depth; lengths are bounded by whoever hands the bytes in, so no number or string can be too long by itself.
 */
final class Json {
    /** Takes the members of an object. */
    interface Members {
        /** A member; the parser stands on its value. */
        void read(String name, JsonParser value) throws IOException;

        /** A member whose name occurred before: two readers of the same text might take one value each. */
        void repeated(String name);
    }

    private final JsonFactory factory;

    Json(int maxDepth) {
        factory = JsonFactory.builder()
                // Names come from clients: interning them would fill a table of the JVM's that is never emptied.
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(maxDepth)
                        .maxNumberLength(Integer.MAX_VALUE)
                        .maxStringLength(Integer.MAX_VALUE)
                        .maxNameLength(Integer.MAX_VALUE)
                        .build())
                .build();
    }

    /**
     * Reads a text that is one object and nothing else.
     *
     * @throws IOException if it is not
     */
    void readObject(byte[] text, Members members) throws IOException {
        try (JsonParser parser = open(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException("not an object");
            }
            readMembers(parser, members);
            expectEnd(parser);
        }
    }

    /** Reads the members of the object that the parser stands on. */
    static void readMembers(JsonParser parser, Members members) throws IOException {
        Set<String> seen = new HashSet<>(8);
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            parser.nextToken();
            if (seen.add(name)) {
                members.read(name, parser);
            } else {
                members.repeated(name);
            }
            parser.skipChildren();
        }
    }

    /** Checks that a text is one value and nothing else. */
    void readValue(byte[] text) throws IOException {
        try (JsonParser parser = open(text)) {
            if (parser.nextToken() == null) {
                throw new IOException("empty");
            }
            parser.skipChildren();
            expectEnd(parser);
        }
    }

    private JsonParser open(byte[] text) throws IOException {
        // The parser would guess UTF-16 and UTF-32 from zero bytes, and skip a byte order mark: none of it is JSON
        // here.
        boolean guessable = text.length > 0 && text[0] == (byte) 0xEF;
        for (int i = 0; i < Math.min(4, text.length); i++) {
            guessable |= text[i] == 0;
        }
        if (guessable) {
            throw new IOException("not JSON in UTF-8");
        }
        return factory.createParser(text);
    }

    private static void expectEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new IOException("more than one value");
        }
    }

    /** Strict check: no overlong forms, no surrogates, nothing past U+10FFFF. */
    static boolean isUtf8(byte[] text) {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
        ByteBuffer in = ByteBuffer.wrap(text);
        CharBuffer out = CharBuffer.allocate(Math.min(text.length + 1, 1024));
        CoderResult result;
        do {
            out.clear();
            result = decoder.decode(in, out, true);
        } while (result.isOverflow());
        return !result.isError();
    }

    /** The bytes of a text from the host, or null if it holds an unpaired surrogate, which UTF-8 cannot. */
    static byte @Nullable [] utf8(String text) {
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
