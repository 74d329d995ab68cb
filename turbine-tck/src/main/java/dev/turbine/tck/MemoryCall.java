package dev.turbine.tck;

import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.RequestHead;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** An HTTP call made in memory. */
final class MemoryCall implements HttpCall {
    private final RequestHead head;
    private final byte[] content;
    private final Executor threads;
    private final CompletableFuture<RawReply> reply = new CompletableFuture<>();

    MemoryCall(RequestHead head, byte[] content, Executor threads) {
        this.head = head;
        this.content = content;
        this.threads = threads;
    }

    @Override
    public RequestHead head() {
        return head;
    }

    @Override
    public long contentLength() {
        if (!head.headers("transfer-encoding").isEmpty()) {
            return -1;
        }
        List<String> declared = head.headers("content-length");
        return declared.isEmpty() ? content.length : Long.parseLong(declared.get(0));
    }

    @Override
    public void readBody(int limit, Body body) {
        threads.execute(() -> {
            if (content.length > limit) {
                body.onTooBig();
            } else {
                body.onBytes(content.clone());
            }
        });
    }

    @Override
    public void reply(HttpReply made, Runnable done) {
        if (!reply.complete(raw((HttpReply.Full) made))) {
            throw new IllegalStateException("replied twice");
        }
        done.run();
    }

    RawReply await() {
        try {
            return reply.get(10, TimeUnit.SECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("no HTTP reply within 10 s", e);
        }
    }

    static RawReply raw(HttpReply.Full reply) {
        List<String> headers = new ArrayList<>();
        headers.add("Content-Type: " + reply.contentType());
        reply.headers().forEach((name, value) -> headers.add(name + ": " + value));
        return new RawReply(reply.status(), headers, reply.body());
    }
}
