package dev.turbine.tck.plain;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Finds the path in a request's target. */
final class RequestTarget {
    private RequestTarget() {}

    /** The path, decoded; refused if it could be taken for another one. */
    static String path(String target) throws BadRequest {
        String path = decode(rawPath(target));
        boolean doubtful = path.chars().anyMatch(c -> c < ' ' || c == 0x7f || c == '\\')
                || Arrays.stream(path.split("/")).anyMatch(part -> part.equals(".") || part.equals(".."));
        if (doubtful) {
            throw new BadRequest(400);
        }
        return path;
    }

    private static String rawPath(String target) throws BadRequest {
        if (target.indexOf('#') >= 0) {
            throw new BadRequest(400);
        }
        if (target.startsWith("/")) {
            return target.split("\\?", 2)[0];
        }
        try {
            URI uri = new URI(target);
            if (!"http".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
                throw new BadRequest(400);
            }
            return uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        } catch (URISyntaxException e) {
            throw new BadRequest(400);
        }
    }

    private static String decode(String raw) throws BadRequest {
        ByteBuffer bytes = ByteBuffer.allocate(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                bytes.put((byte) c);
                continue;
            }
            String hex = raw.substring(i + 1, Math.min(i + 3, raw.length()));
            if (!hex.matches("[0-9a-fA-F]{2}") || hex.equalsIgnoreCase("2f")) {
                throw new BadRequest(400);
            }
            bytes.put((byte) Integer.parseInt(hex, 16));
            i += 2;
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(bytes.flip()).toString();
        } catch (CharacterCodingException e) {
            throw new BadRequest(400);
        }
    }
}
