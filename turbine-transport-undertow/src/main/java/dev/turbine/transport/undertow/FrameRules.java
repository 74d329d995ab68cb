package dev.turbine.transport.undertow;

import dev.turbine.api.Disconnect;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Which frame may come next, by the first two bytes of its header: RFC 6455, section 5. Not thread-safe. */
final class FrameRules {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;

    private static final int FIN = 0x80;
    private static final int RESERVED = 0x70;
    private static final int MASKED = 0x80;
    private static final int LENGTH = 0x7F;
    private static final int LONGEST_CONTROL = 125;

    private boolean fragmented; // a message has begun and not ended

    /** Takes note of a frame; its opcode. */
    int accept(int first, int second) throws Violation {
        int opcode = first & 0x0F;
        boolean fin = (first & FIN) != 0;
        int length = second & LENGTH;
        boolean lawful = (first & RESERVED) == 0
                && (second & MASKED) != 0
                && switch (opcode) {
                    case CONTINUATION -> fragmented;
                    case TEXT, BINARY -> !fragmented;
                    case PING, PONG -> fin && length <= LONGEST_CONTROL;
                    case CLOSE -> fin && length <= LONGEST_CONTROL && length != 1;
                    default -> false;
                };
        if (!lawful) {
            throw new Violation(Disconnect.PROTOCOL_ERROR);
        }
        if (opcode < CLOSE) {
            fragmented = !fin;
        }
        return opcode;
    }

    /** Whether a peer may send a code: RFC 6455, section 7.4, and the codes registered since. */
    static boolean isCloseCode(int code) {
        return code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 || code >= 3000 && code <= 4999;
    }

    /** A peer has broken the rules; nothing more of it is read. */
    static final class Violation extends IOException {
        private static final long serialVersionUID = 1;

        private final transient @Nullable Disconnect disconnect;

        Violation(Disconnect disconnect) {
            super(disconnect.reason());
            this.disconnect = disconnect;
        }

        Disconnect disconnect() {
            return disconnect == null ? Disconnect.PROTOCOL_ERROR : disconnect;
        }

        /** Thrown for whatever a peer sends: no trace, which nobody reads and which takes long. */
        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }
}
