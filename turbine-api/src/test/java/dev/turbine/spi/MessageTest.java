package dev.turbine.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class MessageTest {
    @Test
    void everyBufferIsAViewOfItsOwnThatNobodyCanWriteTo() {
        Message message = Message.text("é!");
        ByteBuffer first = message.buffer();
        first.get();

        assertThat(first.isReadOnly()).isTrue();
        assertThat(message.buffer().remaining()).isEqualTo(3).isEqualTo(message.size());
    }

    @Test
    void theTextIsTheContent() {
        Message message = new Message(Message.Kind.BINARY, "é!".getBytes(StandardCharsets.UTF_8));

        assertThat(message.text()).isEqualTo("é!").isSameAs(message.text());
        assertThat(message.kind()).isEqualTo(Message.Kind.BINARY);
    }
}
