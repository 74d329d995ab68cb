package dev.turbine.transport.undertow;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.xnio.ChannelListener;
import org.xnio.conduits.ConduitStreamSourceChannel;

/**
 * Reads what a peer sends behind the end, and drops it. Closing at once would answer it with a reset, and then the peer
 * may never see the close frame: a browser would report 1006 instead of the code.
 */
final class Discard implements ChannelListener<ConduitStreamSourceChannel> {
    private static final int AT_ONCE = 16 * 1024;
    private static final int MOST = 16 * 1024 * 1024; // past it the peer waits, with what it sends unread

    private final SocketConnection socket;
    private long count;

    Discard(SocketConnection socket) {
        this.socket = socket;
    }

    @Override
    public void handleEvent(ConduitStreamSourceChannel source) {
        ByteBuffer buffer = ByteBuffer.allocate(AT_ONCE);
        try {
            int read = source.read(buffer);
            count += read;
            if (read < 0) {
                socket.kill();
            } else if (count > MOST) {
                source.suspendReads();
            }
        } catch (IOException e) {
            socket.kill();
        }
    }
}
