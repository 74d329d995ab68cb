package dev.turbine.engine.http;

import dev.turbine.api.PublishResult;
import dev.turbine.engine.IdempotencyKey;
import dev.turbine.engine.protocol.PublishRequest;
import java.util.List;

/** One {@code POST /api/publish} whose body has been read. */
final class PublishCall {
    /** The header of the IETF's draft "The Idempotency-Key HTTP Header Field". */
    private static final String KEY = "Idempotency-Key";

    private final Answer answer;

    PublishCall(Answer answer) {
        this.answer = answer;
    }

    void onBody(byte[] body) {
        List<String> keys = answer.call().head().headers(KEY);
        if (keys.size() > 1 || !keys.stream().allMatch(IdempotencyKey::isValid)) {
            answer.refuse(400, "bad idempotency key");
            return;
        }
        PublishRequest request = answer.node().publications().readBody(body);
        if (request instanceof PublishRequest.Refused refused) {
            answer.refuse(400, refused.reason());
        } else if (request instanceof PublishRequest.Valid valid) {
            answer.node().publish(valid.channels(), valid.data(), keys.isEmpty() ? null : keys.get(0), this::reply);
        }
    }

    private void reply(PublishResult result) {
        if (result.ok()) {
            answer.call().reply(ApiReply.published(result));
        } else {
            answer.refuse(result.code(), result.message());
        }
    }
}
