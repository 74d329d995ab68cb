package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.JsonParser;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** The members of a request's body. */
final class PublishMembers implements Json.Members {
    @Nullable
    String channel;

    int dataStart = -1;
    int dataEnd;
    boolean repeated;

    @Override
    public void read(String name, JsonParser value) throws IOException {
        switch (name) {
            case "channel" -> {
                channel = Json.readText(value);
            }
            case "data" -> {
                dataStart = (int) value.currentTokenLocation().getCharOffset();
                value.skipChildren();
                value.finishToken();
                dataEnd = (int) value.currentLocation().getCharOffset();
            }
            default -> {}
        }
    }

    @Override
    public void repeated(String name) {
        repeated = true;
    }
}
