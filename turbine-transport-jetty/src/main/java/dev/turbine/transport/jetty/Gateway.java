package dev.turbine.transport.jetty;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Admission;
import dev.turbine.spi.support.ErrorReply;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** Where every request enters: to become a WebSocket, or a call. */
final class Gateway extends Handler.Abstract {
    private final Acceptor acceptor;
    private final Handshake handshake;

    Gateway(Acceptor acceptor, Handshake handshake) {
        this.acceptor = acceptor;
        this.handshake = handshake;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        String path = request.getHttpURI().getDecodedPath();
        handle(path == null ? "" : path, request, response, callback);
        return true;
    }

    /** @param path decoded, below the mount */
    void handle(String path, Request request, Response response, Callback callback) {
        Call call = new Call(path, request, response, callback, acceptor.limits());
        if (!namesAPath(call.head())) {
            call.reply(ErrorReply.of(400));
        } else if (Handshake.isAskedFor(request)) {
            upgrade(request, response, callback, call);
        } else {
            acceptor.handle(call);
        }
    }

    /** Neither the * of OPTIONS nor the authority of CONNECT is a path; for the latter Jetty makes one up. */
    private static boolean namesAPath(Head head) {
        return head.path().startsWith("/") && !head.method().equals("CONNECT");
    }

    private void upgrade(Request request, Response response, Callback callback, Call call) {
        Admission admission = acceptor.admit(call.head());
        if (admission instanceof Admission.Refuse refuse) {
            call.reply(refuse.reply());
        } else if (admission instanceof Admission.Accept accept) {
            handshake.complete(request, response, callback, call.head(), accept);
        }
    }
}
