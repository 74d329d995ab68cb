package dev.turbine.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Admission;
import dev.turbine.spi.HttpCall;
import dev.turbine.spi.RequestHead;
import dev.turbine.spi.TransportLimits;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ServerLifeTest {
    private final List<String> told = new ArrayList<>();
    private final ServerLife life = new ServerLife("TestTransport");

    @Test
    void startsAndStopsOnce() throws IOException {
        life.start(new Nobody(), accepting -> new Server(false));
        assertThat(life.port()).isEqualTo(1);
        assertThat(life.addresses()).containsExactly(URI.create("http://localhost:1"));

        life.close();
        life.close();

        assertThat(told).containsExactly("start", "stop");
        assertThat(life.addresses()).isEmpty();
        assertThatIllegalStateException()
                .isThrownBy(life::port)
                .withMessage("this TestTransport is not started: it has no port yet, or no longer");
        assertThatIllegalStateException()
                .isThrownBy(() -> life.start(new Nobody(), accepting -> new Server(false)))
                .withMessage("this TestTransport was started before: build another one");
    }

    @Test
    void aServerThatCannotStartIsNone() {
        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> life.start(new Nobody(), accepting -> new Server(true)));

        life.close();

        assertThat(told).containsExactly("start");
        assertThat(life.addresses()).isEmpty();
    }

    private final class Server implements ServerLife.Server {
        private final boolean fails;

        Server(boolean fails) {
            this.fails = fails;
        }

        @Override
        public void start() throws IOException {
            told.add("start");
            if (fails) {
                throw new IOException("on purpose");
            }
        }

        @Override
        public int port() {
            return 1;
        }

        @Override
        public URI address() {
            return URI.create("http://localhost:1");
        }

        @Override
        public void stop() {
            told.add("stop");
        }
    }

    private static final class Nobody implements Acceptor {
        @Override
        public Admission admit(RequestHead head) {
            return new Admission.Refuse(ErrorReply.of(503));
        }

        @Override
        public void handle(HttpCall call) {
            call.reply(ErrorReply.of(503));
        }

        @Override
        public TransportLimits limits() {
            return new TransportLimits(1, 1, Duration.ofSeconds(1));
        }
    }
}
