package dev.turbine.benchmark.subject;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Admission;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.Message;
import dev.turbine.spi.RequestHead;
import dev.turbine.spi.TransportLimits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * A transport of Turbine's without Turbine: one loop that sends each publication to each subscriber, and a constant answer to
 * each HTTP request.
 */
public final class BareSubject implements Subject, Acceptor {
    private static final byte[] ANSWER = "{\"ok\":true,\"delivered\":0}".getBytes(StandardCharsets.US_ASCII);

    private final HostServer host;
    private final Map<String, List<Member>> channels = new ConcurrentHashMap<>();

    /** @param arguments the transport, as for {@link TurbineSubject} */
    public BareSubject(List<String> arguments) {
        host = HostServer.of(arguments.get(0));
        try {
            host.transport().start(this);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        host.start();
    }

    @Override
    public int port() {
        return host.port();
    }

    @Override
    public void publish(String channel, byte[] data) {
        Batch batch = Batch.of(new Message(Message.Kind.TEXT, Publications.message(channel, data)));
        for (Member member : channels.getOrDefault(channel, List.of())) {
            member.send(batch);
        }
    }

    @Override
    public void close() {
        host.transport().close();
        host.close();
    }

    @Override
    public Admission admit(RequestHead head) {
        return new Admission.Accept(null, connection -> {
            connection.demand();
            return new Member(connection, this);
        });
    }

    @Override
    public void handle(HttpCall call) {
        call.readBody(1 << 20, new HttpCall.Body() {
            @Override
            public void onBytes(byte[] bytes) {
                call.reply(new HttpReply.Full(200, "application/json", Map.of(), ANSWER));
            }

            @Override
            public void onTooBig() {
                throw new IllegalStateException("the load client sends no such body");
            }

            @Override
            public void onFailed(Throwable failure) {
                // It has gone.
            }
        });
    }

    @Override
    public TransportLimits limits() {
        return new TransportLimits(1 << 16, 1024, Duration.ofMinutes(10));
    }

    private static final class Member implements Connection.Listener, Connection.Completion {
        private static final int SUBSCRIBE = "subscribe ".length();

        private final Connection connection;
        private final BareSubject subject;
        private final Semaphore idle = new Semaphore(1); // one batch at a time is in flight

        Member(Connection connection, BareSubject subject) {
            this.connection = connection;
            this.subject = subject;
        }

        void send(Batch batch) {
            idle.acquireUninterruptibly();
            connection.send(batch, this);
        }

        @Override
        public void done(@Nullable Throwable failure) {
            idle.release();
        }

        @Override
        public void onMessage(byte[] payload, Message.Kind kind) {
            String channel = new String(payload, StandardCharsets.UTF_8).substring(SUBSCRIBE);
            subject.channels
                    .computeIfAbsent(channel, name -> new CopyOnWriteArrayList<>())
                    .add(this);
            send(Batch.of(Message.text("ok")));
            connection.demand();
        }

        @Override
        public void onPong() {}

        @Override
        public void onClosed(Disconnect disconnect) {
            subject.channels.values().forEach(members -> members.remove(this));
        }
    }
}
