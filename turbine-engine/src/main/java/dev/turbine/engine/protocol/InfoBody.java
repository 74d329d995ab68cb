package dev.turbine.engine.protocol;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.turbine.api.LinkStats;
import dev.turbine.api.NodeInfo;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** The body that tells of a node, of those it knows, and of its link to them. */
public final class InfoBody {
    private static final JsonFactory FACTORY = new JsonFactory();

    private InfoBody() {}

    /** @param nodes all that are known, this one first */
    public static String encode(List<NodeInfo> nodes, LinkStats link) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("node", nodes.get(0).id());
            json.writeArrayFieldStart("nodes");
            for (NodeInfo node : nodes) {
                write(node, json);
            }
            json.writeEndArray();
            json.writeObjectFieldStart("link");
            write(link, json);
            json.writeEndObject();
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible); // a text in memory takes everything
        }
        return text.toString();
    }

    private static void write(NodeInfo node, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", node.id());
        json.writeStringField("started", node.started().toString());
        json.writeNumberField("sessions", node.sessions());
        json.writeNumberField("channels", node.channels());
        json.writeEndObject();
    }

    private static void write(LinkStats link, JsonGenerator json) throws IOException {
        json.writeStringField("state", link.state().name().toLowerCase(Locale.ROOT));
        json.writeNumberField("offered", link.offered());
        json.writeNumberField("forwarded", link.forwarded());
        write("notForwarded", link.notForwarded(), json);
        json.writeNumberField("unknown", link.unknown());
        json.writeNumberField("waiting", link.waiting());
        json.writeNumberField("received", link.received());
        write("dropped", link.dropped(), json);
        json.writeNumberField("gaps", link.gaps());
    }

    private static void write(String name, Map<String, Long> counts, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> count : new TreeMap<>(counts).entrySet()) {
            json.writeNumberField(count.getKey(), count.getValue());
        }
        json.writeEndObject();
    }
}
