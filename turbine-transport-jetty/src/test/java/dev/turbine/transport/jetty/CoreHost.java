package dev.turbine.transport.jetty;

import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A server without contexts whose own handler answers with the path that it was asked for. */
final class CoreHost extends Host {
    CoreHost() {
        this(http());
    }

    CoreHost(ConnectionFactory... factories) {
        super(factories);
    }

    @Override
    Handler handler() {
        Handler.Singleton handler = mount.handler();
        handler.setHandler(new OwnPages());
        return handler;
    }

    @Override
    String context() {
        return "";
    }

    /** What is not Turbine's. */
    static final class OwnPages extends Handler.Abstract {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            String page = "own " + Request.getPathInContext(request);
            response.write(true, StandardCharsets.UTF_8.encode(page), callback);
            return true;
        }
    }
}
