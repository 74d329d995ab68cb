package dev.turbine.tck.plain;

import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.RequestHead;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;

/** A request on its way. What is asked of it, by any thread, is done by the reader's. */
final class PlainCall implements HttpCall {
    /** What was asked: to read the body, to reply, or to give up. */
    private sealed interface Wish {}

    private record Read(int limit, Body body) implements Wish {}

    private record Answer(HttpReply reply, Runnable done) implements Wish {}

    private record GiveUp() implements Wish {}

    private final PlainHead head;
    private final Socket socket;
    private final Input in;
    private final OutputStream out;
    private final BlockingQueue<Wish> wishes = new LinkedBlockingQueue<>();
    private final AtomicBoolean replied = new AtomicBoolean();
    private boolean wholeBodyRead;
    private volatile boolean over;

    PlainCall(PlainHead head, Socket socket, Input in, OutputStream out) {
        this.head = head;
        this.socket = socket;
        this.in = in;
        this.out = out;
        wholeBodyRead = head.contentLength() == 0;
    }

    @Override
    public RequestHead head() {
        return head;
    }

    @Override
    public long contentLength() {
        return head.contentLength();
    }

    @Override
    public void readBody(int limit, Body body) {
        wishes.add(new Read(limit, body));
    }

    @Override
    public void reply(HttpReply reply, Runnable done) {
        if (!replied.compareAndSet(false, true)) {
            throw new IllegalStateException("answered before");
        }
        wishes.add(new Answer(reply, done));
        if (over) {
            tellWhoIsTooLate();
        }
    }

    /** Ends the waiting for a reply. */
    void giveUp() {
        wishes.add(new GiveUp());
    }

    /** Does what is asked until the reply is written; whether the connection can take another request. */
    boolean serve(Duration patience) throws IOException {
        try {
            return obey(patience);
        } finally {
            over = true;
            tellWhoIsTooLate();
        }
    }

    /** What is asked now is not done any more. */
    private void tellWhoIsTooLate() {
        Wish wish;
        while ((wish = wishes.poll()) != null) {
            if (wish instanceof Answer answer) {
                answer.done.run();
            }
        }
    }

    private boolean obey(Duration patience) throws IOException {
        while (true) {
            Wish wish = next();
            if (wish instanceof Read read) {
                in.allWithin(patience);
                read(read.limit, read.body);
            } else if (wish instanceof Answer answer) {
                boolean more = wholeBodyRead && head.keepsAlive();
                byte[] bytes = bytes(answer.reply, head.method().equals("HEAD"), !more);
                PlainPatience limited = new PlainPatience(socket, patience);
                try {
                    out.write(bytes);
                    return more;
                } finally {
                    limited.end();
                    answer.done.run();
                }
            } else {
                throw new IOException("the transport is closed");
            }
        }
    }

    private Wish next() throws IOException {
        try {
            return wishes.take();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    private void read(int limit, Body body) {
        byte[] bytes;
        try {
            if (head.expectsContinue() && !wholeBodyRead && head.contentLength() <= limit && !in.isBuffered()) {
                out.write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            }
            bytes = new BodyReader(in, limit, head.contentLength()).read(head.contentLength());
        } catch (IOException | BadRequest e) {
            body.onFailed(e);
            return;
        }
        if (bytes == null) {
            body.onTooBig();
        } else {
            wholeBodyRead = true;
            body.onBytes(bytes);
        }
    }

    /** A reply as it goes over the wire. */
    static byte[] bytes(HttpReply reply, boolean headOnly, boolean last) {
        HttpReply.Full full = (HttpReply.Full) reply;
        StringBuilder head =
                new StringBuilder("HTTP/1.1 ").append(full.status()).append(" \r\n");
        head.append("Content-Type: ").append(full.contentType()).append("\r\n");
        head.append("Content-Length: ").append(full.body().length).append("\r\n");
        full.headers()
                .forEach((name, value) ->
                        head.append(name).append(": ").append(value).append("\r\n"));
        head.append(last ? "Connection: close\r\n\r\n" : "\r\n");
        byte[] start = head.toString().getBytes(StandardCharsets.ISO_8859_1);
        byte[] all = Arrays.copyOf(start, start.length + (headOnly ? 0 : full.body().length));
        System.arraycopy(full.body(), 0, all, start.length, all.length - start.length);
        return all;
    }
}
