package dev.turbine.tck.plain;

import dev.turbine.spi.support.ByteCollector;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a request's body, of a known length or in chunks. */
final class BodyReader {
    private static final int MOST_OF_A_LINE = 1024;
    private static final int MOST_TRAILERS = 16;

    private final Input in;
    private final ByteCollector bytes;
    private long room;

    BodyReader(Input in, int limit, long contentLength) {
        this.in = in;
        bytes = new ByteCollector(limit, contentLength);
        room = limit;
    }

    /** The body; null if it is over the limit. */
    byte @Nullable [] read(long contentLength) throws IOException, BadRequest {
        boolean fits = contentLength < 0 ? chunks() : part(contentLength);
        return fits ? bytes.take() : null;
    }

    private boolean chunks() throws IOException, BadRequest {
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            if (!part(size)) {
                return false;
            }
            if (!in.line(MOST_OF_A_LINE).isEmpty()) {
                throw new BadRequest(400);
            }
        }
        for (int trailers = 0; !in.line(MOST_OF_A_LINE).isEmpty(); trailers++) {
            if (trailers == MOST_TRAILERS) {
                throw new BadRequest(431);
            }
        }
        return true;
    }

    private long chunkSize() throws IOException, BadRequest {
        String size = in.line(MOST_OF_A_LINE).split(";", 2)[0];
        if (!size.matches("[0-9a-fA-F]{1,8}")) {
            throw new BadRequest(400);
        }
        return Long.parseLong(size, 16);
    }

    private boolean part(long size) throws IOException {
        if (size > room) {
            return false;
        }
        room -= size;
        for (long left = size; left > 0; ) {
            var some = in.some(left);
            left -= some.remaining();
            bytes.add(some);
        }
        return true;
    }
}
