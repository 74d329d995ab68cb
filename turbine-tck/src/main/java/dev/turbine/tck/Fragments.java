package dev.turbine.tck;

import java.io.ByteArrayOutputStream;
import org.jspecify.annotations.Nullable;

/** Joins the frames of a message that a server has cut, as RFC 6455, section 5.4, lets it. */
final class Fragments {
    private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
    private int opcode; // 0 between messages

    /** Takes a data frame; returns the message as one frame if it is complete now. */
    @Nullable
    Frame add(Frame frame) {
        boolean continues = frame.opcode() == Frame.CONTINUATION;
        if (continues != (opcode != 0)) {
            throw new AssertionError(continues ? "a continuation of nothing" : "a message within a message");
        }
        if (!continues && frame.fin()) {
            return frame;
        }
        opcode = continues ? opcode : frame.opcode();
        payload.writeBytes(frame.payload());
        if (!frame.fin()) {
            return null;
        }
        Frame message = Frame.of(Frame.FIN | opcode, payload.toByteArray());
        opcode = 0;
        payload.reset();
        return message;
    }
}
