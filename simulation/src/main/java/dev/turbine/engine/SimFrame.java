package dev.turbine.engine;

import dev.turbine.api.Position;
import org.jspecify.annotations.Nullable;

/**
 * A frame as a client reads it. Names and texts in a simulated world have nothing in them that would need a parser, so that
 * a member is found by its name.
 */
record SimFrame(String text) {
    boolean isReply() {
        return text.startsWith("{\"id\":");
    }

    boolean isPush(String method) {
        return text.startsWith("{\"method\":\"" + method + "\"");
    }

    boolean isError() {
        return text.contains(",\"error\":{");
    }

    long number(String name) {
        int start = start(name);
        int end = start;
        while (end < text.length() && text.charAt(end) >= '0' && text.charAt(end) <= '9') {
            end++;
        }
        return start < 0 ? 0 : Long.parseLong(text.substring(start, end));
    }

    String word(String name) {
        int start = start(name) + 1;
        return start <= 0 ? "" : text.substring(start, text.indexOf('"', start));
    }

    boolean truth(String name) {
        int start = start(name);
        return start > 0 && text.startsWith("true", start);
    }

    /** What is published, which is a push's last member. */
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
