package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import java.io.IOException;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Strict JSON (RFC 8259), read without being converted: numbers stay texts. The only bound set here is the
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

    private static final long MAX_INTEGER = (1L << 53) - 1;
    private static final int MAX_DIGITS = 16;

    private final JsonFactory factory;

    Json(int maxDepth) {
        factory = JsonFactory.builder()
                // Names come from strangers: a shared table of those seen before would keep 6,000, of any length.
                .disable(JsonFactory.Feature.CANONICALIZE_FIELD_NAMES)
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
    void readObject(String text, Members members) throws IOException {
        try (JsonParser parser = factory.createParser(text)) {
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

    static @Nullable String readText(JsonParser value) throws IOException {
        return value.currentToken() == JsonToken.VALUE_STRING ? value.getText() : null;
    }

    /** An integer from 0 to 2^53−1, which is what a number of JavaScript's holds exactly; -1 if it is none. */
    static long readInteger(JsonParser value) throws IOException {
        // None has more digits; converting a longer number would cost time by its length.
        if (value.currentToken() != JsonToken.VALUE_NUMBER_INT || value.getTextLength() > MAX_DIGITS) {
            return -1;
        }
        long read = value.getLongValue();
        return read <= MAX_INTEGER ? Math.max(-1, read) : -1;
    }

    /** Checks that a text is one value and nothing else. */
    void readValue(String text) throws IOException {
        try (JsonParser parser = factory.createParser(text)) {
            if (parser.nextToken() == null) {
                throw new IOException("empty");
            }
            parser.skipChildren();
            expectEnd(parser);
        }
    }

    private static void expectEnd(JsonParser parser) throws IOException {
        if (parser.nextToken() != null) {
            throw new IOException("more than one value");
        }
    }
}
