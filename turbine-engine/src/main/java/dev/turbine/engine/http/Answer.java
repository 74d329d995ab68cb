package dev.turbine.engine.http;

import dev.turbine.engine.Node;
import dev.turbine.spi.HttpCall;

/** Where the answer to one request of the API goes; what is refused is counted. */
record Answer(Node node, HttpCall call) {
    void refuse(int status, String message) {
        node.counters().refused(status);
        call.reply(ApiReply.error(status, message));
    }
}
