package dev.turbine.tck.plain;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import dev.turbine.spi.TransportLimits;
import dev.turbine.spi.support.ListenerGate;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.util.concurrent.Semaphore;
import java.util.function.Function;

/** An open WebSocket. The thread that runs it reads; another one writes. */
final class PlainConnection implements Connection, FrameLoop.Sink {
    private final Socket socket;
    private final Input in;
    private final TransportLimits limits;
    private final String remoteAddress;
    private final FrameWriter writer;
    private final ListenerGate gate = new ListenerGate();
    private final Semaphore demand = new Semaphore(0);
    private volatile boolean closing; // then no message is delivered, nor its demand waited for

    PlainConnection(Socket socket, Input in, OutputStream out, TransportLimits limits, String remoteAddress) {
        this.socket = socket;
        this.in = in;
        this.limits = limits;
        this.remoteAddress = remoteAddress;
        writer = new FrameWriter(out);
    }

    /** Lives the connection's life, but for the time that its peer takes to end its side. */
    void run(Function<Connection, Connection.Listener> open) {
        PlainTransport.daemon("plain-writer", writer);
        try {
            gate.open(this, open);
            in.eachWithin(limits.idleTimeout());
            Disconnect last = new FrameLoop(in, limits, this).run();
            gate.closing(last);
            writer.close(last);
            if (!writer.hasClosed(PlainPeer.LINGER)) {
                PlainTransport.quietly(socket);
            }
        } catch (IOException e) {
            PlainTransport.quietly(socket); // which ends a write, too
        } finally {
            writer.end();
            gate.ended();
        }
    }

    @Override
    public void send(Batch batch, Completion done) {
        writer.send(batch, done);
    }

    @Override
    public void ping() {
        writer.ping();
    }

    @Override
    public void demand() {
        demand.release();
    }

    @Override
    public void close(Disconnect disconnect) {
        gate.closing(disconnect);
        writer.close(disconnect);
        deliverNoMore();
    }

    @Override
    public void abort() {
        deliverNoMore();
        PlainTransport.quietly(socket);
    }

    @Override
    public String remoteAddress() {
        return remoteAddress;
    }

    @Override
    public void onMessage(byte[] payload, Message.Kind kind) {
        if (!closing) {
            demand.acquireUninterruptibly();
        }
        if (!closing) {
            gate.message(payload, kind);
        }
    }

    @Override
    public void onPing(byte[] payload) {
        writer.pong(payload);
    }

    @Override
    public void onPong() {
        gate.pong();
    }

    private void deliverNoMore() {
        closing = true;
        demand.release();
    }
}
