package dev.turbine.transport.jetty;

import dev.turbine.spi.TransportLimits;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.util.thread.Scheduler;
import org.eclipse.jetty.websocket.core.Behavior;
import org.eclipse.jetty.websocket.core.Negotiated;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.WebSocketCoreSession;

/**
 * Jetty's side of a connection, with one change: after a close frame that ends a connection by itself, such as 1009, a
 * peer that is still sending is read and discarded for a while. Jetty would close at once, the system would answer the
 * next bytes with a reset, and a browser would report 1006 instead of the code.
 */
final class SocketSession extends WebSocketCoreSession {
    private static final long LINGER_MILLIS = 2_000;

    private final Scheduler scheduler;
    private volatile boolean peerDone; // it sent its close frame, or the end of its stream

    SocketSession(
            SocketConnection socket,
            Negotiated negotiated,
            WebSocketComponents components,
            TransportLimits limits,
            Scheduler scheduler) {
        super(socket, Behavior.SERVER, negotiated, components);
        this.scheduler = scheduler;
        setIdleTimeout(limits.idleTimeout());
        // No limit for a frame here: Jetty would use it for both directions, and allocate a whole frame by its length
        // alone. Without one, and with fragmenting on, it hands over parts of a frame as they arrive, and sends whole.
        setMaxFrameSize(0);
        setAutoFragment(true);
    }

    /** Nothing of the application's runs here, so there is no class loader to set. */
    @Override
    protected void handle(Runnable runnable) {
        runnable.run();
    }

    void peerIsDone() {
        peerDone = true;
    }

    @Override
    public void onEof() {
        peerDone = true;
        super.onEof();
        getConnection().getEndPoint().close();
    }

    /** Called by Jetty when a connection has ended, with its close frame written or not. */
    @Override
    public void abort() {
        EndPoint endPoint = getConnection().getEndPoint();
        if (peerDone || !endPoint.isOpen() || !endPoint.isOutputShutdown()) {
            kill();
            return;
        }
        try {
            scheduler.schedule(endPoint::close, LINGER_MILLIS, TimeUnit.MILLISECONDS);
            getConnection().cancelDemand();
            getConnection().demand(); // for all that comes: what arrives after a close frame Jetty drops
        } catch (RejectedExecutionException e) {
            kill(); // the server is stopping
        }
    }

    void kill() {
        super.abort();
    }
}
