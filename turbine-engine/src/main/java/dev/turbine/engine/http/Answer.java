package dev.turbine.engine.http;

import dev.turbine.engine.Node;
import dev.turbine.spi.HttpCall;

/** Where the answer to one request of the API goes; what is refused is counted. */
record Answer(Node node, HttpCall call) {
    /** @param members of the object that is the body, beside {@code ok} */
    void ok(String members) {
        call.reply(ApiReply.json("{\"ok\":true," + members + "}"));
    }

    void refuse(int status, String message) {
        node.counters().refused(status);
        call.reply(ApiReply.error(status, message));
    }
}
