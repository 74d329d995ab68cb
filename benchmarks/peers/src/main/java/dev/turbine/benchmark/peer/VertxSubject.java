package dev.turbine.benchmark.peer;

import dev.turbine.benchmark.subject.Subject;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Vert.x with its event bus bridge: a channel is an address. */
public final class VertxSubject implements Subject {
    private static final int ANY_PORT_FOR_ALL = -1; // with 0, each verticle would get a port of its own

    private final Vertx vertx = Vertx.vertx();
    private volatile int port;

    public VertxSubject(List<String> arguments) {
        vertx.eventBus().consumer("ready", message -> message.reply("ready"));
        DeploymentOptions options =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        vertx.deployVerticle(Bridge::new, options)
                .toCompletionStage()
                .toCompletableFuture()
                .join();
    }

    /** An event loop's share of the clients. */
    private final class Bridge extends VerticleBase {
        @Override
        public Future<HttpServer> start() {
            SockJSBridgeOptions options = new SockJSBridgeOptions()
                    .addInboundPermitted(new PermittedOptions().setAddress("ready"))
                    .addOutboundPermitted(new PermittedOptions().setAddressRegex(".*"))
                    // By default a client must ping every ten seconds, which other servers' clients need not.
                    .setPingTimeout(TimeUnit.DAYS.toMillis(1));
            Router router = Router.router(vertx);
            router.route("/eventbus/*").subRouter(SockJSHandler.create(vertx).bridge(options));
            return vertx.createHttpServer()
                    .requestHandler(router)
                    .listen(ANY_PORT_FOR_ALL, "127.0.0.1")
                    .onSuccess(server -> port = server.actualPort());
        }
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public void publish(String channel, byte[] data) {
        vertx.eventBus().publish(channel, Text.unquoted(data));
    }

    @Override
    public void close() {
        vertx.close().toCompletionStage().toCompletableFuture().join();
    }
}
