package dev.turbine.transport.jetty;

import dev.turbine.spi.Batch;
import dev.turbine.spi.Message;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/**
 * A batch as one frame of Jetty's. Jetty takes its locks and makes its objects once for each frame; here the first message is
 * the frame, and the others stand behind its payload, framed already. Jetty writes the head by {@link #getPayloadLength}
 * and then the payload to its limit, in one gathering write.
 */
final class BatchFrame extends Frame {
    private final int length;

    BatchFrame(Batch batch) {
        super(batch.get(0).kind() == Message.Kind.TEXT ? OpCode.TEXT : OpCode.BINARY);
        Message first = batch.get(0);
        length = first.size();
        setPayload(batch.frames().position(first.headSize()));
    }

    @Override
    public int getPayloadLength() {
        return length;
    }
}
