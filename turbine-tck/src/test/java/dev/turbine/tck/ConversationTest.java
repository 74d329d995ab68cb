package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.turbine.tck.Conversation.Step;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ConversationTest {
    @Test
    void readsTitleSettingsAndSteps() {
        Conversation conversation = Conversation.parse("a.txt", """
            # Two clients
            # Prose.

            ! limit SUBSCRIPTIONS 2

            C: {"id":1}
            S2: hello
            X3: 4500 invalid token
            --
            -- 2s
            """);

        assertThat(conversation.name()).isEqualTo("a.txt");
        assertThat(conversation.title()).isEqualTo("Two clients");
        assertThat(conversation.settings()).containsExactly("limit SUBSCRIPTIONS 2");
        assertThat(conversation.steps())
                .containsExactly(
                        new Step(6, "C", 1, "{\"id\":1}"),
                        new Step(7, "S", 2, "hello"),
                        new Step(8, "X", 3, "4500 invalid token"),
                        new Step(9, "--", 0, ""),
                        new Step(10, "--", 0, "2s"));
    }

    @Test
    void joinsTheLinesOfARequestAndOfItsReply() {
        Conversation conversation = Conversation.parse("a.txt", """
            # Requests
            H: GET /a
            H: Host: x
            R: 200 ok
            R: Allow: GET

            H: GET /b

            H: GET /c
            """);

        assertThat(conversation.steps())
                .containsExactly(
                        new Step(2, "H", 0, "GET /a\nHost: x"),
                        new Step(4, "R", 0, "200 ok\nAllow: GET"),
                        new Step(7, "H", 0, "GET /b"),
                        new Step(9, "H", 0, "GET /c"));
    }

    @Test
    void keepsSpacesOfAText() {
        Conversation conversation = Conversation.parse("a.txt", "# Spaces\nC:  {} \nC:\n");

        assertThat(conversation.steps()).extracting(Step::text).containsExactly(" {} ", "");
    }

    @Test
    void namesTheLineThatIsNone() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Conversation.parse("a.txt", "# Title\nQ: what\n"))
                .withMessage("a.txt:2: not a line of a conversation: Q: what");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Conversation.parse("a.txt", "# Title\nC: {}\n! limit SHARDS 1\n"))
                .withMessageContaining("a.txt:3");
    }

    @Test
    void wantsATitle() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Conversation.parse("a.txt", "C: {}\n"))
                .withMessageContaining("title");
    }

    @Test
    void readsEveryScriptOfTheProtocol() {
        List<Conversation> all = Conversation.all();

        assertThat(all).hasSizeGreaterThan(60);
        assertThat(all).extracting(Conversation::title).doesNotHaveDuplicates();
        assertThat(all).extracting(Conversation::name).contains("subscribe.txt", "close-shutdown.txt");
    }
}
