package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.turbine.api.Position;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The parameters that commands and requests have, in whatever order; what is missing or ill-typed stays unset. */
final class Params implements Json.Members {
    @Nullable
    String token;

    @Nullable
    String channel;

    @Nullable
    Position recover;

    boolean badRecover; // it is there, and is no position

    @Nullable
    Position since;

    boolean badRange; // since or limit is there, and is of the wrong type

    /** How many are asked for; {@link Integer#MAX_VALUE} if it does not say. */
    int limit = Integer.MAX_VALUE;

    boolean repeated;

    @Override
    public void read(String name, JsonParser value) throws IOException {
        if (value.currentToken() == JsonToken.VALUE_NULL) {
            return; // missing, as many serializers write it
        }
        switch (name) {
            case "token" -> token = Json.readText(value);
            case "channel" -> channel = Json.readText(value);
            case "recover" -> {
                recover = readPosition(value);
                badRecover = recover == null;
            }
            case "since" -> {
                since = readPosition(value);
                badRange |= since == null;
            }
            case "limit" -> {
                limit = (int) Math.min(Json.readInteger(value), Integer.MAX_VALUE);
                badRange |= limit < 1;
            }
            default -> {}
        }
    }

    @Override
    public void repeated(String name) {
        repeated = true;
    }

    private static @Nullable Position readPosition(JsonParser value) throws IOException {
        PositionMembers members = new PositionMembers();
        if (value.currentToken() == JsonToken.START_OBJECT) {
            Json.readMembers(value, members);
        }
        return members.position();
    }
}
