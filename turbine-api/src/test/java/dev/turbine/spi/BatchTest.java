package dev.turbine.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class BatchTest {
    private final Message one = Message.text("one");
    private final Message two = new Message(Message.Kind.BINARY, "2".repeat(200).getBytes(StandardCharsets.US_ASCII));

    @Test
    void itsFramesAreThoseOfItsMessagesOneBehindTheOther() {
        Batch batch = Batch.of(one, two, one);

        ByteBuffer expected = ByteBuffer.allocate(1000)
                .put(one.frame())
                .put(two.frame())
                .put(one.frame())
                .flip();
        assertThat(batch.frames()).isEqualTo(expected);
        assertThat(batch.frameBytes()).isEqualTo(expected.remaining());
        assertThat(batch).containsExactly(one, two, one);
    }

    @Test
    void everyViewOfTheFramesHasAPositionOfItsOwnAndNobodyCanWriteToIt() {
        for (Batch batch : List.of(Batch.of(one), Batch.of(one, two))) {
            batch.frames().get();

            assertThat(batch.frames().position()).isZero();
            assertThat(batch.frames().isReadOnly()).isTrue();
        }
    }

    @Test
    void keepsWhatItWasMadeOf() {
        Message[] array = {one, two};
        List<Message> list = new ArrayList<>(List.of(one, two));
        Batch ofArray = Batch.of(array);
        Batch ofList = Batch.of(list);

        array[0] = two;
        list.clear();

        assertThat(ofArray).containsExactly(one, two);
        assertThat(ofList).containsExactly(one, two);
    }

    @Test
    void aBatchHasAMessage() {
        assertThatThrownBy(Batch::of).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Batch.of(List.of())).isInstanceOf(IllegalArgumentException.class);
    }
}
