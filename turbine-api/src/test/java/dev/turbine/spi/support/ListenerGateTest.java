package dev.turbine.spi.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListenerGateTest {
    private final ListenerGate gate = new ListenerGate();
    private final List<String> told = new ArrayList<>();
    private Runnable within = () -> {};

    private final Connection.Listener listener = new Connection.Listener() {
        @Override
        public void onMessage(byte[] payload, Message.Kind kind) {
            told.add("message");
            within.run();
            told.add("message over");
        }

        @Override
        public void onPong() {
            told.add("pong");
        }

        @Override
        public void onClosed(Disconnect disconnect) {
            told.add("closed " + disconnect.code());
        }
    };

    private void open() {
        gate.open(null, connection -> listener);
    }

    private void message() {
        gate.message(new byte[0], Message.Kind.TEXT);
    }

    @Test
    void letsCallsThroughOnceOpen() {
        message();
        open();
        message();
        gate.pong();

        assertThat(told).containsExactly("message", "message over", "pong");
    }

    @Test
    void tellsTheEndBehindTheCallInProgressAndNothingAfterIt() {
        open();
        within = gate::ended;
        message();
        message();
        gate.pong();
        gate.ended();

        assertThat(told).containsExactly("message", "message over", "closed 1006");
    }

    @Test
    void tellsAnEndThatCameWhileOpening() {
        gate.open(null, connection -> {
            gate.ended();
            return listener;
        });

        assertThat(told).containsExactly("closed 1006");
    }

    @Test
    void tellsTheFirstCloseFrame() {
        open();

        assertThat(gate.closing(Disconnect.TOO_BIG)).isTrue();
        assertThat(gate.closing(Disconnect.INTERNAL_ERROR)).isFalse();
        gate.ended();

        assertThat(told).containsExactly("closed 1009");
    }

    @Test
    void aFaultLeavesTheGateFree() {
        open();
        within = () -> {
            throw new IllegalStateException("deliberate");
        };
        assertThatThrownBy(this::message).hasMessage("deliberate");
        gate.ended();

        assertThat(told).containsExactly("message", "closed 1006");
    }

    @Test
    void tellsNobodyIfOpeningFailed() {
        assertThatThrownBy(() -> gate.open(null, connection -> {
                    throw new IllegalStateException("deliberate");
                }))
                .hasMessage("deliberate");
        message();
        gate.ended();

        assertThat(told).isEmpty();
    }
}
