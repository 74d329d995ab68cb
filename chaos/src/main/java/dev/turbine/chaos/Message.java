package dev.turbine.chaos;

import dev.turbine.api.Position;
import org.jspecify.annotations.Nullable;

/**
 * What a node sends. Names and texts of a run have nothing in them that would need a parser, so a member is found by its
 * name; but for {@code data}, which comes last and is read by its own rules.
 */
record Message(String text) {
    boolean isReply() {
        return text.startsWith("{\"id\":");
    }

    boolean isPush(String method) {
        return text.startsWith("{\"method\":\"" + method + "\"");
    }

    boolean isError() {
        return text.contains(",\"error\":{");
    }

    /** 0 if there is no such member. */
    long number(String name) {
        int start = start(name);
        int end = start;
        while (end >= 0 && end < text.length() && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return start < 0 ? 0 : Long.parseLong(text.substring(start, end));
    }

    /** Empty if there is no such member. */
    String word(String name) {
        int start = start(name) + 1;
        return start <= 0 ? "" : text.substring(start, text.indexOf('"', start));
    }

    boolean truth(String name) {
        int start = start(name);
        return start > 0 && text.startsWith("true", start);
    }

    String data() {
        return text.substring(start("data"), text.length() - 2);
    }

    @Nullable
    Position position() {
        String epoch = word("epoch");
        return epoch.isEmpty() ? null : new Position(epoch, number("offset"));
    }

    private int start(String name) {
        String member = "\"" + name + "\":";
        int at = text.indexOf(member);
        return at < 0 ? -1 : at + member.length();
    }
}
