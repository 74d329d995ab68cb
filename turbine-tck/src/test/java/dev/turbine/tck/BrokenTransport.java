package dev.turbine.tck;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Admission;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.Message;
import dev.turbine.spi.RequestHead;
import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportLimits;
import java.io.IOException;
import java.net.URI;
import java.util.List;

/** A sound transport with a fault between it and the engine's side. */
record BrokenTransport(Transport sound, Fault fault) implements Transport {
    @Override
    public void start(Acceptor acceptor) throws IOException {
        fault.start(sound, new Accepting(acceptor, fault));
    }

    @Override
    public List<URI> addresses() {
        return sound.addresses();
    }

    @Override
    public void close() {
        fault.close(sound);
    }

    private record Accepting(Acceptor engine, Fault fault) implements Acceptor {
        @Override
        public Admission admit(RequestHead head) {
            Admission admission = fault.admission(engine.admit(new Head(head, fault)));
            return admission instanceof Admission.Accept accept
                    ? new Admission.Accept(accept.subprotocol(), connection -> open(accept, connection))
                    : admission;
        }

        private Connection.Listener open(Admission.Accept accept, Connection sound) {
            fault.opening(sound);
            return new Listening(accept.open().apply(new Connected(sound, fault)), sound, fault);
        }

        @Override
        public void handle(HttpCall call) {
            engine.handle(new Call(call, fault));
        }

        @Override
        public TransportLimits limits() {
            return fault.limits(engine.limits());
        }
    }

    private record Head(RequestHead sound, Fault fault) implements RequestHead {
        @Override
        public String method() {
            return sound.method();
        }

        @Override
        public String path() {
            return fault.path(sound);
        }

        @Override
        public List<String> headers(String name) {
            return sound.headers(name);
        }

        @Override
        public boolean secure() {
            return sound.secure();
        }

        @Override
        public String remoteAddress() {
            return sound.remoteAddress();
        }
    }

    private record Connected(Connection sound, Fault fault) implements Connection {
        @Override
        public void send(Batch batch, Completion done) {
            fault.send(sound, batch, done);
        }

        @Override
        public void ping() {
            fault.ping(sound);
        }

        @Override
        public void demand() {
            sound.demand();
        }

        @Override
        public void close(Disconnect disconnect) {
            fault.close(sound, disconnect);
        }

        @Override
        public void abort() {
            sound.abort();
        }

        @Override
        public String remoteAddress() {
            return sound.remoteAddress();
        }
    }

    private record Listening(Connection.Listener engine, Connection connection, Fault fault)
            implements Connection.Listener {
        @Override
        public void onMessage(byte[] payload, Message.Kind kind) {
            fault.onMessage(engine, connection, payload, kind);
        }

        @Override
        public void onPong() {
            fault.onPong(engine);
        }

        @Override
        public void onClosed(Disconnect disconnect) {
            fault.onClosed(engine, disconnect);
        }
    }

    private record Call(HttpCall sound, Fault fault) implements HttpCall {
        @Override
        public RequestHead head() {
            return new Head(sound.head(), fault);
        }

        @Override
        public long contentLength() {
            return sound.contentLength();
        }

        @Override
        public void readBody(int limit, Body body) {
            fault.readBody(sound, limit, body);
        }

        @Override
        public void reply(HttpReply reply, Runnable done) {
            fault.reply(sound, reply, done);
        }
    }
}
