package dev.turbine.engine.http;

import dev.turbine.engine.protocol.HistoryBody;
import dev.turbine.engine.protocol.HistoryRequest;
import dev.turbine.engine.protocol.PresenceBody;

/** What the API answers about channels; the body of the request has been read. */
final class Queries {
    private Queries() {}

    static void history(Answer answer, byte[] body) {
        HistoryRequest request = answer.node().publications().readHistory(body);
        if (request == null) {
            answer.refuse(400, "not a channel, a position and a limit");
            return;
        }
        answer.node().queries().history(request.channel(), request.since(), request.limit(), page -> {
            if (page.ok()) {
                answer.ok(HistoryBody.members(page));
            } else {
                answer.refuse(page.code(), page.message());
            }
        });
    }

    /** @param numbersOnly whether it is enough to know how many are there */
    static void presence(Answer answer, byte[] body, boolean numbersOnly) {
        String channel = answer.node().publications().readChannel(body);
        if (channel == null) {
            answer.refuse(400, "not a channel");
            return;
        }
        answer.node().queries().presence(channel, result -> {
            if (result.ok()) {
                answer.ok(
                        numbersOnly
                                ? PresenceBody.numbers(result.clients().size(), result.users())
                                : PresenceBody.members(result));
            } else {
                answer.refuse(result.code(), result.message());
            }
        });
    }
}
