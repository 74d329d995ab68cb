package dev.turbine.tck.plain;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Admission;
import dev.turbine.spi.support.ErrorReply;
import dev.turbine.spi.support.PeerAddress;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** One socket: its requests one after another, until one becomes a WebSocket or the peer has enough. */
final class PlainPeer implements AutoCloseable {
    /** How long a peer may take to see our last words. */
    static final Duration LINGER = Duration.ofSeconds(2);

    private final Socket socket;
    private final Acceptor acceptor;
    private final Duration idleTimeout;
    private final String remoteAddress;
    private final Input in;
    private final OutputStream out;
    private volatile @Nullable PlainCall call;
    private volatile boolean closed;

    PlainPeer(Socket socket, Acceptor acceptor) throws IOException {
        this.socket = socket;
        this.acceptor = acceptor;
        idleTimeout = acceptor.limits().idleTimeout();
        remoteAddress = PeerAddress.text(socket.getRemoteSocketAddress());
        socket.setTcpNoDelay(true);
        in = new Input(socket);
        out = socket.getOutputStream();
    }

    void run() {
        try (socket) {
            boolean more = true;
            while (more && !closed) {
                more = exchange();
            }
        } catch (IOException e) {
            // The peer has broken off, or close() was called.
        }
    }

    @Override
    public void close() {
        closed = true;
        PlainTransport.quietly(socket);
        PlainCall waiting = call;
        if (waiting != null) {
            waiting.giveUp();
        }
    }

    /** Serves one request; whether there may be another. */
    private boolean exchange() throws IOException {
        in.allWithin(idleTimeout);
        if (!in.hasNext()) {
            return false;
        }
        try {
            PlainHead head = HeadParser.read(in, remoteAddress);
            boolean more = head.asksForWebSocket() ? upgrade(head) : handle(head);
            return more || bye();
        } catch (BadRequest e) {
            return bye(e.status());
        } catch (SocketTimeoutException e) {
            return bye(408);
        }
    }

    private boolean handle(PlainHead head) throws IOException {
        PlainCall made = new PlainCall(head, socket, in, out);
        call = made;
        if (closed) {
            made.giveUp(); // close() may have looked for a call before
        }
        acceptor.handle(made);
        return made.serve(idleTimeout);
    }

    private boolean upgrade(PlainHead head) throws IOException, BadRequest {
        if (head.contentLength() != 0) {
            throw new BadRequest(400); // frames could be taken for the body
        }
        Admission admission = acceptor.admit(head);
        if (admission instanceof Admission.Refuse refuse) {
            out.write(PlainCall.bytes(refuse.reply(), false, !head.keepsAlive()));
            return head.keepsAlive();
        }
        Admission.Accept accept = (Admission.Accept) admission;
        out.write(Handshake.reply(head, accept.subprotocol()));
        new PlainConnection(socket, in, out, acceptor.limits(), remoteAddress).run(accept.open());
        return false;
    }

    private boolean bye(int status) throws IOException {
        out.write(PlainCall.bytes(ErrorReply.of(status), false, true));
        return bye();
    }

    /** Ends our side and lets the peer end its own, since a reset would take our last words away from it. */
    private boolean bye() throws IOException {
        if (!socket.isClosed()) {
            socket.shutdownOutput();
            in.drain(LINGER);
        }
        return false;
    }
}
