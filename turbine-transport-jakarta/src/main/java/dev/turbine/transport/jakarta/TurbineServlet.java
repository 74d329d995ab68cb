package dev.turbine.transport.jakarta;

import dev.turbine.spi.Admission;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.support.ErrorReply;
import dev.turbine.spi.support.RequestTarget;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serial;

/** Where every request enters: to become a WebSocket, or a call. */
final class TurbineServlet extends HttpServlet {
    @Serial
    private static final long serialVersionUID = 1;

    private final transient JakartaTransport transport;

    TurbineServlet(JakartaTransport transport) {
        this.transport = transport;
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response)
            throws ServletException, IOException {
        Mount mount = transport.mount();
        if (mount == null) {
            write(ErrorReply.of(503), response);
            return;
        }
        if (!RequestTarget.isPlain(request.getRequestURI())) {
            write(ErrorReply.of(400), response);
            return;
        }
        Head head = Head.of(request);
        if (!Handshake.isAskedFor(request)) {
            Call.begin(request, response, head, mount);
            return;
        }
        Admission admission = mount.acceptor.admit(head);
        if (admission instanceof Admission.Refuse refuse) {
            write((HttpReply.Full) refuse.reply(), response);
        } else if (admission instanceof Admission.Accept accept) {
            Handshake.complete(request, response, head, accept, mount);
        }
    }

    /** Writes a short reply on a thread of the container's, which may wait for the reader. */
    static void write(HttpReply.Full reply, HttpServletResponse response) throws IOException {
        writeHead(reply, response);
        response.getOutputStream().write(reply.body());
    }

    static void writeHead(HttpReply.Full reply, HttpServletResponse response) {
        response.setStatus(reply.status());
        reply.headers().forEach(response::setHeader);
        response.setContentType(reply.contentType());
        response.setContentLength(reply.body().length);
    }
}
