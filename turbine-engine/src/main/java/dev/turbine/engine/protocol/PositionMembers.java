package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.JsonParser;
import dev.turbine.api.Position;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The members of a position; what is missing or of the wrong type stays unset. */
final class PositionMembers implements Json.Members {
    /** No epoch is longer; one that is cannot be that of any history. */
    private static final int MAX_EPOCH = 64;

    private @Nullable String epoch;
    private long offset = -1;
    private boolean repeated;

    @Override
    public void read(String name, JsonParser value) throws IOException {
        switch (name) {
            case "epoch" -> epoch = Json.readText(value);
            case "offset" -> offset = Json.readInteger(value);
            default -> {}
        }
    }

    @Override
    public void repeated(String name) {
        repeated = true;
    }

    /** Null if they do not make a position. */
    @Nullable
    Position position() {
        String read = epoch;
        return read == null || wrong() != null ? null : new Position(read, offset);
    }

    /** Why they do not make a position that is called {@code since}, a constant text; null if they do. */
    @Nullable
    String wrong() {
        if (repeated) {
            return "a key twice in since";
        }
        if (epoch == null || epoch.isEmpty() || epoch.length() > MAX_EPOCH) {
            return "epoch of since missing or not a string of 1 to 64 characters";
        }
        return offset < 0 ? "offset of since missing or not a whole number from 0 on" : null;
    }
}
