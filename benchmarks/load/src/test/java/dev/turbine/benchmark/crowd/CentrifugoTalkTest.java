package dev.turbine.benchmark.crowd;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.turbine.tck.Talk;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CentrifugoTalkTest {
    private static final String PUSH = "{\"push\":{\"channel\":\"a\",\"pub\":{\"data\":\"~%s\"}}}";

    private final List<String> said = new ArrayList<>();
    private final Talk.Line line = new Talk.Line() {
        @Override
        public void send(String text) {
            said.add(text);
        }

        @Override
        public void ready() {
            said.add("ready");
        }

        @Override
        public void fail(String reason) {
            said.add("fail " + reason);
        }
    };
    private final Talk talk = new CentrifugoTalk("t", List.of("a", "b"));

    @Test
    void isReadyOnceBothChannelsAre() {
        talk.onOpen(line);
        assertFalse(hear("{\"id\":1,\"connect\":{\"client\":\"c\",\"ping\":25,\"pong\":true}}"));
        assertFalse(hear("{\"id\":2,\"subscribe\":{}}"));
        assertFalse(said.contains("ready"));
        assertFalse(hear("{\"id\":3,\"subscribe\":{}}"));

        assertEquals(
                List.of(
                        "{\"id\":1,\"connect\":{\"token\":\"t\"}}",
                        "{\"id\":2,\"subscribe\":{\"channel\":\"a\"}}",
                        "{\"id\":3,\"subscribe\":{\"channel\":\"b\"}}",
                        "ready"),
                said);
    }

    @Test
    void failsIfRefused() {
        hear("{\"id\":2,\"error\":{\"code\":103,\"message\":\"permission denied\"}}");

        assertTrue(said.get(0).startsWith("fail "));
    }

    @Test
    void answersPingsWhereverInAFrameTheyStand() {
        for (int length = 0; length < 20; length++) {
            String push = PUSH.formatted("x".repeat(length));
            for (String frame : List.of(
                    "{}", push + "\n{}", push + "\n{}\n", "{}\n" + push, push + "\n{}\n" + push + "\n" + push)) {
                said.clear();
                assertEquals(frame.contains("push"), hear(frame), frame);
                assertEquals(List.of("{}"), said, frame);
            }
            assertTrue(hear(push + "\n" + push));
        }
    }

    private boolean hear(String text) {
        byte[] bytes = ("??" + text + "??").getBytes(StandardCharsets.UTF_8);
        ByteBuffer payload = ByteBuffer.wrap(bytes, 2, bytes.length - 4);
        boolean publications = talk.onText(payload, line);
        assertEquals(2, payload.position());
        return publications;
    }
}
