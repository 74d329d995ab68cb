package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a command's frame holds, in whatever order it stands there; what is missing or ill-typed stays unset. */
final class Envelope implements Json.Members {
    private static final long NONE = -1;

    private long id = NONE;
    private boolean repeated;

    @Nullable
    String method;

    final Params params = new Params();

    /** The command's id; 0 if it could not be read. */
    long id() {
        return Math.max(0, id);
    }

    /** Whether there is an id, and nothing stands there twice. */
    boolean isReadable() {
        return id != NONE && !repeated && !params.repeated;
    }

    @Override
    public void read(String name, JsonParser value) throws IOException {
        switch (name) {
            case "id" -> id = Json.readInteger(value);
            case "method" -> method = Json.readText(value);
            case "params" -> {
                if (value.currentToken() == JsonToken.START_OBJECT) {
                    Json.readMembers(value, params);
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
}
