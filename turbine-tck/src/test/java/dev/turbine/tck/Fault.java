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
import dev.turbine.tck.plain.PlainTransport;
import java.io.IOException;
import java.util.Locale;

/**
 * What is wrong with a {@link BrokenTransport}: one method or two that do not pass on what they should. Its name begins with
 * the rule that it breaks.
 */
interface Fault {
    String name();

    /** The rule, as the names of tests begin: {@code t4}. */
    default String rule() {
        return name().substring(0, name().indexOf('_')).toLowerCase(Locale.ROOT);
    }

    /** A broken transport on a free port. */
    default Transport transport() {
        return new BrokenTransport(PlainTransport.onFreePort(), this);
    }

    default void start(Transport sound, Acceptor acceptor) throws IOException {
        sound.start(acceptor);
    }

    default void close(Transport sound) {
        sound.close();
    }

    default TransportLimits limits(TransportLimits sound) {
        return sound;
    }

    /** The path of a head. */
    default String path(RequestHead sound) {
        return sound.path();
    }

    default Admission admission(Admission sound) {
        return sound;
    }

    /** Before a connection's listener is made. */
    default void opening(Connection sound) {}

    default void send(Connection sound, Batch batch, Connection.Completion done) {
        sound.send(batch, done);
    }

    default void ping(Connection sound) {
        sound.ping();
    }

    default void close(Connection sound, Disconnect disconnect) {
        sound.close(disconnect);
    }

    default void onMessage(Connection.Listener sound, Connection connection, byte[] payload, Message.Kind kind) {
        sound.onMessage(payload, kind);
    }

    default void onPong(Connection.Listener sound) {
        sound.onPong();
    }

    default void onClosed(Connection.Listener sound, Disconnect disconnect) {
        sound.onClosed(disconnect);
    }

    default void readBody(HttpCall sound, int limit, HttpCall.Body body) {
        sound.readBody(limit, body);
    }

    default void reply(HttpCall sound, HttpReply reply, Runnable done) {
        sound.reply(reply, done);
    }
}
