package dev.turbine.tck.check;

import dev.turbine.api.Position;
import org.jspecify.annotations.Nullable;

/**
 * A frame that a client has received, in a test whose names and texts have nothing in them that would need a parser: a member
 * is found by its name, but for {@code data}, which comes last.
 */
public record Received(String text) {
    public boolean isReply() {
        return text.startsWith("{\"id\":");
    }

    public boolean isPush(String method) {
        return text.startsWith("{\"method\":\"" + method + "\"");
    }

    public boolean isError() {
        return text.contains(",\"error\":{");
    }

    /** 0 if there is no such member. */
    public long number(String name) {
        int start = start(name);
        int end = start;
        while (end >= 0 && end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return start < 0 ? 0 : Long.parseLong(text.substring(start, end));
    }

    /** Empty if there is no such member. */
    public String word(String name) {
        int start = start(name) + 1;
        return start <= 0 ? "" : text.substring(start, text.indexOf('"', start));
    }

    public boolean truth(String name) {
        int start = start(name);
        return start > 0 && text.startsWith("true", start);
    }

    public String data() {
        return text.substring(start("data"), text.length() - 2);
    }

    public @Nullable Position position() {
        String epoch = word("epoch");
        return epoch.isEmpty() ? null : new Position(epoch, number("offset"));
    }

    private int start(String name) {
        String member = "\"" + name + "\":";
        int at = text.indexOf(member);
        return at < 0 ? -1 : at + member.length();
    }
}
