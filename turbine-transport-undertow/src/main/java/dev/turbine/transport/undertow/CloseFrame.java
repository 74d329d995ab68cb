package dev.turbine.transport.undertow;

import dev.turbine.api.Disconnect;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What is in a close frame: RFC 6455, section 5.5.1. */
final class CloseFrame {
    private static final int NO_CODE = 1005;

    private CloseFrame() {}

    static ByteBuffer payload(Disconnect disconnect) {
        if (disconnect.code() == NO_CODE) {
            return ByteBuffer.allocate(0);
        }
        byte[] reason = disconnect.reason().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + reason.length)
                .putShort((short) disconnect.code())
                .put(reason)
                .flip();
    }

    static Disconnect read(byte[] payload) throws FrameRules.Violation {
        if (payload.length == 0) {
            return new Disconnect(NO_CODE, "");
        }
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        int code = bytes.getShort() & 0xFFFF;
        if (!FrameRules.isCloseCode(code)) {
            throw new FrameRules.Violation(Disconnect.PROTOCOL_ERROR);
        }
        try {
            return new Disconnect(
                    code, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            throw new FrameRules.Violation(Disconnect.NOT_UTF8);
        }
    }

    /** The same code, and none of the peer's words. */
    static Disconnect answer(Disconnect disconnect) {
        return new Disconnect(disconnect.code(), "");
    }
}
