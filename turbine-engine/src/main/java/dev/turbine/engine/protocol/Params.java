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

    private @Nullable String badSince; // what is wrong with it

    /** How many are asked for; {@link Integer#MAX_VALUE} if it does not say, and under 1 if it is no such number. */
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
                recover = readMembers(value).position();
                badRecover = recover == null;
            }
            case "since" -> {
                boolean object = value.currentToken() == JsonToken.START_OBJECT;
                PositionMembers members = readMembers(value);
                since = members.position();
                badSince = object ? members.wrong() : "since is not an object";
            }
            case "limit" -> limit = (int) Math.min(Json.readInteger(value), Integer.MAX_VALUE);
            default -> {}
        }
    }

    /** What is wrong with {@code since} or {@code limit}, a constant text; null if nothing is. */
    @Nullable
    String wrongRange() {
        if (badSince != null) {
            return badSince;
        }
        return limit < 1 ? "limit is not a whole number from 1 on" : null;
    }

    @Override
    public void repeated(String name) {
        repeated = true;
    }

    private static PositionMembers readMembers(JsonParser value) throws IOException {
        PositionMembers members = new PositionMembers();
        if (value.currentToken() == JsonToken.START_OBJECT) {
            Json.readMembers(value, members);
        }
        return members;
    }
}
