package dev.turbine.tck.plain;

import dev.turbine.tck.plain.PlainHead.Field;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a request's head. What two servers might understand in two ways is refused. RFC 9112. */
final class HeadParser {
    private static final int MOST_BYTES = 16 * 1024;
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";
    private static final Pattern REQUEST_LINE =
            Pattern.compile("(" + TOKEN + ") ([\\x21-\\x7e]+) HTTP/([0-9]\\.[0-9])");
    private static final Pattern FIELD = Pattern.compile("(" + TOKEN + "):(.*)");

    private HeadParser() {}

    static PlainHead read(Input in, String remoteAddress) throws IOException, BadRequest {
        int left = MOST_BYTES;
        String line = in.line(left);
        Matcher start = REQUEST_LINE.matcher(line);
        if (!start.matches()) {
            throw new BadRequest(400);
        }
        if (!start.group(3).startsWith("1.")) {
            throw new BadRequest(505);
        }
        boolean http11 = !start.group(3).equals("1.0");
        List<Field> fields = new ArrayList<>();
        for (left -= line.length() + 2; !(line = in.line(left)).isEmpty(); left -= line.length() + 2) {
            Matcher field = FIELD.matcher(line);
            if (!field.matches()) {
                throw new BadRequest(400);
            }
            fields.add(new Field(field.group(1), field.group(2).strip()));
        }
        String path = RequestTarget.path(start.group(2));
        PlainHead head = new PlainHead(start.group(1), path, http11, fields, 0, remoteAddress);
        return new PlainHead(start.group(1), path, http11, fields, checked(head), remoteAddress);
    }

    /** The length of the body of a head whose fields make sense together. */
    private static long checked(PlainHead head) throws BadRequest {
        int hosts = head.headers("Host").size();
        if (hosts > 1 || hosts == 0 && head.http11()) {
            throw new BadRequest(400);
        }
        for (String expected : head.headers("Expect")) {
            if (!expected.equalsIgnoreCase("100-continue")) {
                throw new BadRequest(417);
            }
        }
        List<String> lengths = head.headers("Content-Length");
        List<String> codings = head.headers("Transfer-Encoding");
        if (!codings.isEmpty()) {
            boolean clear = head.http11() && lengths.isEmpty() && codings.size() == 1;
            if (!clear || !codings.get(0).equalsIgnoreCase("chunked")) {
                throw new BadRequest(clear ? 501 : 400);
            }
            return -1;
        }
        return lengths.isEmpty() ? 0 : length(lengths);
    }

    private static long length(List<String> lengths) throws BadRequest {
        if (lengths.size() > 1 || !lengths.get(0).matches("[0-9]{1,19}")) {
            throw new BadRequest(400);
        }
        try {
            return Long.parseLong(lengths.get(0));
        } catch (NumberFormatException e) {
            throw new BadRequest(400);
        }
    }
}
