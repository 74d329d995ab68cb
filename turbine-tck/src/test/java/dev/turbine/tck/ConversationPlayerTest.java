package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.turbine.spi.Transport;
import org.junit.jupiter.api.Test;

/** A script that does not hold fails, at the line where it does not. */
final class ConversationPlayerTest extends TransportFixture {
    private static final String CONNECT = """
        # Title
        C: {"id":1,"method":"connect","params":{"token":"<token user-1>"}}
        S: {"id":1,"result":{"connected":true}}
        C: {"id":2,"method":"subscribe","params":{"channel":"a"}}
        S: {"id":2,"result":{"subscribed":true}}
        """;

    @Override
    protected Transport transport() {
        return new MemoryTransport();
    }

    @Test
    void passesAScriptThatHolds() {
        play(CONNECT + "P: a 1\nS: {\"method\":\"publication\",\"params\":{\"channel\":\"a\",\"data\":1}}\n--\n");
    }

    @Test
    void failsWhereAnotherFrameComes() {
        fails("C: {\"id\":3,\"method\":\"ping\"}\nS: {\"id\":4,\"result\":{\"pong\":true}}\n", 7, "got {\"id\":3");
    }

    @Test
    void failsWhereAFrameComesInsteadOfAClose() {
        fails("C: {\"id\":3,\"method\":\"ping\"}\nX: 1000 *\n", 7, "expected a close frame");
    }

    @Test
    void failsWhereACloseComesWithAnotherReason() {
        fails("T: close\nX: 4000 no reason\n", 7, "got 4000 shutting down");
    }

    @Test
    void failsWhereSomethingComesIntoASilence() {
        fails("P: a 1\n--\n", 7, "expected nothing");
    }

    @Test
    void failsWhereAReplyDiffers() {
        fails("P: a 1\nR: 200 {\"ok\":true,\"delivered\":7}\n", 7, "\"delivered\":1}");
        fails("P: a 1\nR: 400 *\n", 7, "got 200");
        fails("H: GET /nothing\nR: 404 *\nR: Allow: GET\n", 7, "expected Allow: GET");
    }

    @Test
    void failsWhereARequestFailsThatNobodyLooksAt() {
        fails("P: a nonsense\nC: {\"id\":3,\"method\":\"ping\"}\n", 7, "answered with 400");
    }

    private void fails(String lines, int line, String message) {
        assertThatThrownBy(() -> play(CONNECT + lines))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("a.txt:" + line + ":")
                .hasMessageContaining(message);
    }

    private void play(String script) {
        try (Node node = start(builder -> {})) {
            new ConversationPlayer(Conversation.parse("a.txt", script), node, tokens()).play();
        }
    }
}
