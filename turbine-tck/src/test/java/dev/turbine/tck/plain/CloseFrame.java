package dev.turbine.tck.plain;

import dev.turbine.api.Disconnect;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What a close frame says. RFC 6455, sections 5.5.1 and 7.4. */
final class CloseFrame {
    private static final Disconnect NO_CODE = new Disconnect(1005, "");

    private CloseFrame() {}

    /** What is to be answered; it is an error if the frame is broken. */
    static Disconnect parse(byte[] payload) {
        if (payload.length == 0) {
            return NO_CODE;
        }
        if (payload.length == 1) {
            return Disconnect.PROTOCOL_ERROR;
        }
        ByteBuffer bytes = ByteBuffer.wrap(payload);
        int code = bytes.getShort() & 0xffff;
        if (!maySend(code)) {
            return Disconnect.PROTOCOL_ERROR;
        }
        try {
            return new Disconnect(
                    code, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return Disconnect.NOT_UTF8;
        }
    }

    static byte[] payload(Disconnect disconnect) {
        if (!maySend(disconnect.code())) {
            return new byte[0];
        }
        byte[] reason = disconnect.reason().getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 + reason.length)
                .putShort((short) disconnect.code())
                .put(reason)
                .array();
    }

    private static boolean maySend(int code) {
        return code >= 1000 && code <= 1003 || code >= 1007 && code <= 1014 || code >= 3000 && code <= 4999;
    }
}
