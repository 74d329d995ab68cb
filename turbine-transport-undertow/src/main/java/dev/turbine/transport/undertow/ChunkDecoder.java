package dev.turbine.transport.undertow;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Takes the content out of a body that is sent in chunks: RFC 9112, section 7.1. Undertow's own takes a size that is no
 * number for 0, and skips what follows a chunk, so that a body could end where another server sees it go on. Not
 * thread-safe.
 */
final class ChunkDecoder {
    private static final int SIZE_DIGITS = 8;
    private static final int MOST_OVERHEAD = 16 * 1024; // extensions of one chunk, or trailers; nobody reads them

    private enum State {
        SIZE,
        EXTENSION,
        SIZE_LF,
        CONTENT,
        CONTENT_CR,
        CONTENT_LF,
        TRAILER,
        TRAILER_LF,
        END
    }

    private State state = State.SIZE;
    private long size;
    private int digits;
    private int line; // bytes of the trailer's line
    private int overhead;

    boolean ended() {
        return state == State.END;
    }

    /**
     * Moves the buffer to the next content and returns its length; 0 if more has to be read, or the body has ended. What
     * follows the end is left in the buffer.
     */
    int next(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining() && state != State.END) {
            if (state == State.CONTENT) {
                int count = (int) Math.min(size, buffer.remaining());
                size -= count;
                if (size == 0) {
                    state = State.CONTENT_CR;
                }
                return count;
            }
            accept(buffer.get());
        }
        return 0;
    }

    private void accept(byte b) throws IOException {
        switch (state) {
            case SIZE -> size(b);
            case EXTENSION -> {
                if (b == '\r') {
                    state = State.SIZE_LF;
                } else {
                    skip(b);
                }
            }
            case SIZE_LF -> {
                expect(b, '\n');
                state = size == 0 ? State.TRAILER : State.CONTENT;
                overhead = 0;
            }
            case CONTENT_CR -> {
                expect(b, '\r');
                state = State.CONTENT_LF;
            }
            case CONTENT_LF -> {
                expect(b, '\n');
                state = State.SIZE;
                digits = 0;
            }
            case TRAILER -> {
                if (b == '\r') {
                    state = State.TRAILER_LF;
                } else {
                    skip(b);
                    line++;
                }
            }
            default -> {
                expect(b, '\n');
                state = line == 0 ? State.END : State.TRAILER;
                line = 0;
            }
        }
    }

    private void size(byte b) throws IOException {
        int digit = Character.digit(b, 16);
        if (digit >= 0 && digits < SIZE_DIGITS) {
            size = size << 4 | digit;
            digits++;
        } else if (digits > 0 && b == '\r') {
            state = State.SIZE_LF;
        } else if (digits > 0 && (b == ';' || b == ' ' || b == '\t')) {
            state = State.EXTENSION;
        } else {
            throw new IOException("the size of a chunk is no number");
        }
    }

    private void skip(byte b) throws IOException {
        if (b == '\n' || ++overhead > MOST_OVERHEAD) {
            throw new IOException("what stands beside the chunks is malformed or too long");
        }
    }

    private static void expect(byte b, char expected) throws IOException {
        if (b != expected) {
            throw new IOException("a chunk is not where its size says");
        }
    }
}
