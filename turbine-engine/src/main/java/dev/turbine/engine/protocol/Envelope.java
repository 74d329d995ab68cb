package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a command's frame holds, in whatever order it stands there; what is missing or ill-typed stays unset. */
final class Envelope implements Json.Members {
    private static final long MAX_ID = (1L << 53) - 1; // what a number of JavaScript's holds exactly
    private static final int MAX_ID_DIGITS = 16;
    private static final long NONE = -1;

    private long id = NONE;
    private boolean repeated;

    @Nullable
    String method;

    @Nullable
    String token;

    @Nullable
    String channel;

    /** The command's id; 0 if it could not be read. */
    long id() {
        return Math.max(0, id);
    }

    /** Whether there is an id, and nothing stands there twice. */
    boolean isReadable() {
        return id != NONE && !repeated;
    }

    @Override
    public void read(String name, JsonParser value) throws IOException {
        switch (name) {
            case "id" -> id = readId(value);
            case "method" -> method = readText(value);
            case "params" -> {
                if (value.currentToken() == JsonToken.START_OBJECT) {
                    Json.readMembers(value, new Params());
                }
            }
            default -> {}
        }
    }

    @Override
    public void repeated(String name) {
        repeated = true;
        if (name.equals("id")) {
            id = NONE;
        }
    }

    private final class Params implements Json.Members {
        @Override
        public void read(String name, JsonParser value) throws IOException {
            switch (name) {
                case "token" -> token = readText(value);
                case "channel" -> channel = readText(value);
                default -> {}
            }
        }

        @Override
        public void repeated(String name) {
            repeated = true;
        }
    }

    private static @Nullable String readText(JsonParser value) throws IOException {
        return value.currentToken() == JsonToken.VALUE_STRING ? value.getText() : null;
    }

    private static long readId(JsonParser value) throws IOException {
        // No id has more digits; converting a longer number would cost time by its length.
        if (value.currentToken() != JsonToken.VALUE_NUMBER_INT || value.getTextLength() > MAX_ID_DIGITS) {
            return NONE;
        }
        long id = value.getLongValue();
        return id <= MAX_ID ? Math.max(NONE, id) : NONE;
    }
}
