package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.turbine.api.HistoryResult;
import dev.turbine.api.Position;
import dev.turbine.api.Publication;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A page of history as JSON, the same for a client and over HTTP. */
public final class HistoryBody {
    private HistoryBody() {}

    /** The members of an object: position and publications, the oldest first. */
    public static String members(HistoryResult page) {
        List<String> publications = new ArrayList<>();
        for (Publication publication : page.publications()) {
            publications.add("{\"offset\":" + offset(publication.position()) + ",\"data\":" + publication.data() + "}");
        }
        Position position = page.top();
        return (position == null ? "" : position(position) + ",") + "\"publications\":["
                + String.join(",", publications) + "]";
    }

    static String position(Position position) {
        return "\"epoch\":\"" + new String(JsonStringEncoder.getInstance().quoteAsString(position.epoch()))
                + "\",\"offset\":" + position.offset();
    }

    private static long offset(@Nullable Position position) {
        return position == null ? 0 : position.offset();
    }
}
