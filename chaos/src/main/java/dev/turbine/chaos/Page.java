package dev.turbine.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** A page that is written by hand, with parts between markers that are not. */
final class Page {
    private final Path path;

    Page(Path path) {
        this.path = path;
    }

    /** @throws IOException if it has no such part */
    void replace(String part, String content) throws IOException {
        String text = Files.readString(path);
        String begin = "<!-- begin: " + part + " -->\n";
        int from = text.indexOf(begin);
        int to = text.indexOf("<!-- end: " + part + " -->\n");
        if (from < 0 || to < from) {
            throw new IOException(path + " has no lines that begin and end the part " + part);
        }
        Files.writeString(path, text.substring(0, from + begin.length()) + "\n" + content + "\n" + text.substring(to));
    }
}
