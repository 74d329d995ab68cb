package dev.turbine.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

    /** The lengths around which RFC 6455, section 5.2, changes the form of the head. */
    @ParameterizedTest
    @CsvSource({"0, 8100", "1, 8101", "125, 817d", "126, 817e007e", "65535, 817effff", "65536, 817f0000000000010000"})
    void aFrameHasAHeadThatTellsItsLength(int length, String head) {
        Message message = Message.text("x".repeat(length));
        byte[] bytes = new byte[message.frame().remaining()];
        message.frame().get(bytes);

        assertThat(HexFormat.of().formatHex(bytes, 0, message.headSize())).isEqualTo(head);
        assertThat(new String(bytes, message.headSize(), length, StandardCharsets.US_ASCII))
                .isEqualTo(message.text());
    }
}
