package dev.turbine.transport.jetty;

import dev.turbine.spi.support.ErrorReply;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.jspecify.annotations.Nullable;

/** Takes the requests below a path, and leaves all others to the handler that it wraps. */
final class MountHandler extends Handler.Wrapper {
    private final String prefix; // with no slash at its end: "" for the whole context
    private volatile @Nullable Gateway gateway; // null while Turbine does not serve

    MountHandler(String prefix) {
        this.prefix = prefix;
    }

    void serve(@Nullable Gateway serving) {
        gateway = serving;
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        String path = below(Request.getPathInContext(request));
        if (path == null) {
            return super.handle(request, response, callback);
        }
        Gateway serving = gateway;
        if (serving == null) {
            new Answer(request, response, callback).send(ErrorReply.of(503), true, () -> {});
        } else {
            serving.handle(path, request, response, callback);
        }
        return true;
    }

    /** An acceptor may call the application, so no thread of a selector's enters here. */
    @Override
    public InvocationType getInvocationType() {
        return InvocationType.BLOCKING;
    }

    /** The path as Turbine sees it, not decoded yet; null if it is the host's. */
    private @Nullable String below(@Nullable String path) {
        if (path == null || !path.startsWith(prefix)) {
            return null;
        }
        String rest = path.substring(prefix.length());
        if (rest.isEmpty()) {
            return "/";
        }
        return rest.startsWith("/") ? rest : null;
    }
}
