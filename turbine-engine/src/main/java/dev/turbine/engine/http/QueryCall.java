package dev.turbine.engine.http;

import dev.turbine.api.HistoryResult;
import dev.turbine.api.NodeInfo;
import dev.turbine.api.PresenceResult;
import dev.turbine.engine.Node;
import dev.turbine.engine.protocol.HistoryBody;
import dev.turbine.engine.protocol.InfoBody;
import dev.turbine.engine.protocol.PresenceBody;
import dev.turbine.engine.protocol.QueryRequest;
import dev.turbine.engine.protocol.Reply;
import dev.turbine.spi.HttpReply;
import java.util.List;
import java.util.function.Consumer;

/**
 * One question of the API, whose body has been read. A short one may have a long answer, which a client need not take: so a
 * permit in bytes is held from here until the answer was written.
 */
final class QueryCall {
    /** What waits for an answer takes so much, roughly. */
    private static final int REQUEST_BYTES = 4 << 10;

    /** An answer is in memory so often while it is made, roughly: in its parts, as a text, and as what is sent. */
    private static final int COPIES = 4;

    private static final int CLIENT_BYTES = 64; // of one among many, roughly, and without its names
    private static final int NODE_BYTES = 256;

    private final Answer answer;
    private final Node node;
    private final Consumer<Throwable> onFault;
    private final AnswerPermit permit;

    /** @param onFault told of a fault, in place of which the request is to be answered */
    QueryCall(Answer answer, Consumer<Throwable> onFault) {
        this.answer = answer;
        this.node = answer.node();
        this.onFault = onFault;
        this.permit = new AnswerPermit(node);
    }

    void history(byte[] body) {
        QueryRequest request = node.publications().readHistory(body);
        if (request instanceof QueryRequest.Refused refused) {
            refuse(400, refused.reason());
        } else if (request instanceof QueryRequest.Valid valid) {
            begin(() -> node.queries()
                    .history(
                            valid.channel(),
                            valid.since(),
                            valid.limit(),
                            this::hasRoom,
                            page -> guard(() -> reply(page))));
        }
    }

    private void reply(HistoryResult page) {
        if (page.ok()) {
            ok(HistoryBody.members(page));
        } else {
            refuse(page.code(), page.message());
        }
    }

    /** @param numbersOnly whether it is enough to know how many are there */
    void presence(byte[] body, boolean numbersOnly) {
        QueryRequest request = node.publications().readChannel(body);
        if (request instanceof QueryRequest.Refused refused) {
            refuse(400, refused.reason());
        } else if (request instanceof QueryRequest.Valid valid) {
            begin(() -> node.queries().presence(valid.channel(), numbersOnly, reply -> guard(() -> reply(reply))));
        }
    }

    private void reply(Reply reply) {
        if (reply instanceof Reply.Numbers numbers) {
            ok(PresenceBody.numbers(numbers.clients(), numbers.users()));
        } else if (reply instanceof Reply.Error error) {
            refuse(error.code(), error.message);
        } else if (reply instanceof Reply.Present present && hasRoom(bytes(present.result()))) {
            ok(PresenceBody.members(present.result()));
        } else {
            refuse(503, "overloaded");
        }
    }

    private static long bytes(PresenceResult result) {
        long bytes = 0;
        for (PresenceResult.Client client : result.clients()) {
            bytes += CLIENT_BYTES + 2L * (client.id().length() + client.user().length());
        }
        return bytes;
    }

    /** About the node and those that it knows. */
    void info() {
        begin(() -> {
            List<NodeInfo> nodes = node.nodes();
            if (hasRoom((long) NODE_BYTES * nodes.size())) {
                reply(ApiReply.json(InfoBody.encode(nodes, node.stats().link())));
            } else {
                refuse(503, "overloaded");
            }
        });
    }

    private void begin(Runnable question) {
        if (permit.hold(REQUEST_BYTES)) {
            guard(question);
        } else {
            refuse(503, "overloaded");
        }
    }

    /** Whether an answer may be made of so many bytes. */
    private boolean hasRoom(long bytes) {
        return permit.hold(REQUEST_BYTES + COPIES * bytes);
    }

    private void guard(Runnable step) {
        try {
            step.run();
        } catch (Throwable fault) {
            permit.release();
            onFault.accept(fault);
        }
    }

    /** @param members of the object that is the body, beside {@code ok} */
    private void ok(String members) {
        reply(ApiReply.json("{\"ok\":true," + members + "}"));
    }

    private void reply(HttpReply.Full reply) {
        permit.hold(Math.max(REQUEST_BYTES, reply.body().length)); // less than what it took to make it
        answer.call().reply(reply, permit::release);
    }

    private void refuse(int status, String message) {
        permit.release();
        answer.refuse(status, message);
    }
}
