package dev.turbine.benchmark.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A page that is written by hand, with parts between markers that are not. */
final class MarkedText {
    private static final Pattern BEGIN = Pattern.compile("^<!-- begin: (\\S+) -->$", Pattern.MULTILINE);

    private String text;

    MarkedText(String text) {
        this.text = text;
    }

    /** The parts' names. */
    List<String> names() {
        return BEGIN.matcher(text).results().map(found -> found.group(1)).collect(Collectors.toList());
    }

    void replace(String name, String content) {
        Pattern part = Pattern.compile(
                "(?ms)(^<!-- begin: " + Pattern.quote(name) + " -->$).*?(^<!-- end: " + Pattern.quote(name) + " -->$)");
        Matcher found = part.matcher(text);
        if (!found.find()) {
            throw new IllegalArgumentException("no line \"<!-- end: " + name + " -->\" after its begin");
        }
        String middle = content.isEmpty() ? "\n" : "\n\n" + content + "\n\n";
        text = text.substring(0, found.end(1)) + middle + text.substring(found.start(2));
    }

    @Override
    public String toString() {
        return text;
    }
}
