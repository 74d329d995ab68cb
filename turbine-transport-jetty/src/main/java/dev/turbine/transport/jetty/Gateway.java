package dev.turbine.transport.jetty;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Admission;
import dev.turbine.spi.support.ErrorReply;
import dev.turbine.spi.support.RequestTarget;
import org.eclipse.jetty.http.HttpURI;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.URIUtil;
import org.jspecify.annotations.Nullable;

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
        handle(request.getHttpURI().getCanonicalPath(), request, response, callback);
        return true;
    }

    /** @param path below the mount, not decoded yet */
    void handle(@Nullable String path, Request request, Response response, Callback callback) {
        if (path == null || !namesAPath(request)) {
            new Answer(request, response, callback).send(ErrorReply.of(400), true, () -> {});
            return;
        }
        Call call = new Call(URIUtil.decodePath(path), request, response, callback, acceptor.limits());
        if (Handshake.isAskedFor(request)) {
            upgrade(request, response, callback, call);
        } else {
            acceptor.handle(call);
        }
    }

    /**
     * Neither the * of OPTIONS nor the authority of CONNECT is a path; for the latter Jetty makes one up. What a host
     * tolerates for its own paths, such as an encoded slash, none of ours has.
     */
    private static boolean namesAPath(Request request) {
        HttpURI uri = request.getHttpURI();
        String path = uri.getPath();
        return path != null
                && RequestTarget.isPlain(path)
                && !uri.hasViolations()
                && !request.getMethod().equals("CONNECT");
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
