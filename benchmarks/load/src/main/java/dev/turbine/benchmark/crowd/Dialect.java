package dev.turbine.benchmark.crowd;

import dev.turbine.tck.Talk;
import dev.turbine.tck.TurbineTalk;
import java.util.Collection;
import java.util.function.BiFunction;

/** What a kind of server wants to hear: where its WebSocket is, and what clients say there. */
public enum Dialect {
    PLAIN("/ws", "", (token, channels) -> new PlainTalk(channels)),
    TURBINE("/ws", "", TurbineTalk::new),
    STOMP("/ws", "Sec-WebSocket-Protocol: v12.stomp\r\n", (token, channels) -> new StompTalk(channels)),
    COMETD("/cometd", "", (token, channels) -> new CometdTalk(channels)),
    SOCKETIO("/socket.io/?EIO=4&transport=websocket", "", (token, channels) -> new SocketIoTalk(channels)),
    VERTX("/eventbus/websocket", "", (token, channels) -> new VertxTalk(channels)),
    CENTRIFUGO("/connection/websocket", "", CentrifugoTalk::new);

    private final String path;
    private final String headers;
    private final BiFunction<String, Collection<String>, Talk> talk;

    Dialect(String path, String headers, BiFunction<String, Collection<String>, Talk> talk) {
        this.path = path;
        this.headers = headers;
        this.talk = talk;
    }

    /** Path of the WebSocket, with the query. */
    public String path() {
        return path;
    }

    /** More lines of the request's head, each with its line break. */
    public String headers() {
        return headers;
    }

    /** What one client says: subscribes to the channels, after it has shown the token to a server that wants one. */
    public Talk talk(String token, Collection<String> channels) {
        return talk.apply(token, channels);
    }
}
