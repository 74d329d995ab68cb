package dev.turbine.tck;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages that are no command, made to cost the server more than their sender. */
interface BadCommands extends Victims {
    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":", "[[],"})
    default void refusesADeeplyNestedCommand(String opening) {
        int times = 60_000 / opening.length();
        victim().isBadCommand(Frame.text(opening.repeat(times)));
        victim().isBadCommand(Frame.text("{\"id\":1,\"method\":\"ping\",\"x\":" + opening.repeat(times)));
        victim().isBadCommand(Frame.text(
                "{\"id\":1,\"method\":\"ping\",\"x\":" + "[".repeat(30_000) + "]".repeat(30_000) + "}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "0.", "1e", "-", "1e-", "1."})
    default void refusesAnIdOfManyDigits(String start) {
        victim().isBadCommand(Frame.text("{\"id\":" + start + "9".repeat(60_000) + ",\"method\":\"ping\"}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1,\"method\":\"ping\"}x",
                "{\"id\":1,\"method\":\"ping\"}}",
                "{\"id\":1,\"method\":\"ping\"},",
                "{\"id\":1,\"method\":\"ping\"}{\"id\":1,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"ping\"}\n{\"id\":1,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"ping\"}\0",
                "\ufeff{\"id\":1,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"ping\",}",
                "{\"id\":1,\"method\":\"ping\"",
                "{\"id\":1,\"method\":\"ping",
                "{\"id\":01,\"method\":\"ping\"}",
                "{\"id\":+1,\"method\":\"ping\"}",
                "{\"id\":0x1,\"method\":\"ping\"}",
                "{\"id\":NaN,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":'ping'}",
                "{id:1,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"p\ting\"}",
                "{\"id\":1,\"method\":\"ping\",\"x\":\"\\x\"}",
                "{\"id\":1,\"method\":\"ping\",\"x\":\"\\u12\"}",
                "{\"id\":1,\"method\":\"ping\",\"x\":tru}",
                "{\"id\":1,\"method\":\"ping\"} // comment",
                "/* comment */ {\"id\":1,\"method\":\"ping\"}",
                "# {\"id\":1,\"method\":\"ping\"}"
            })
    default void refusesWhatIsNotExactlyOneObjectOfJson(String text) {
        victim().isBadCommand(Frame.text(text));
    }

    @Test
    default void refusesACommandInAnotherEncoding() {
        String ping = "{\"id\":1,\"method\":\"ping\"}";
        victim().isBadCommand(Frame.of(Frame.FIN | Frame.BINARY, ping.getBytes(StandardCharsets.UTF_16)));
        victim().isBadCommand(Frame.of(Frame.FIN | Frame.BINARY, ping.getBytes(StandardCharsets.UTF_16LE)));
        victim().isBadCommand(Frame.of(Frame.FIN | Frame.TEXT, ping.getBytes(StandardCharsets.UTF_16BE)));
        victim().isBadCommand(Frame.of(Frame.FIN | Frame.TEXT, ping.getBytes(Charset.forName("UTF-32"))));
    }

    @Test
    default void ignoresManyUnknownFields() {
        StringBuilder command = new StringBuilder("{\"id\":77,\"method\":\"ping\"");
        for (int i = 0; i < 5000; i++) {
            command.append(",\"k").append(i).append("\":").append(i);
        }
        try (SocketClient client = victim().open()) {
            client.sendText(command + "}");
            Node.expect("{\"id\":77,\"result\":{\"pong\":true}}", client.receive(Node.PATIENCE));
        }
        victim().publishedNothing();
    }

    @Test
    default void refusesLongTokens() {
        try (SocketClient client = victim().open()) {
            client.sendText("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + "a".repeat(40_000) + "\"}}");
            Node.expect(
                    "{\"id\":1,\"error\":{\"code\":401,\"message\":\"invalid token\"}}", client.receive(Node.PATIENCE));
            victim().isAlive(client);
            client.sendText("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + "a".repeat(1 << 20) + "\"}}");
            victim().expectClose(client, Node.PATIENCE, 1009);
        }
    }

    @Test
    default void answersEveryCommandOfAFlood() {
        try (SocketClient client = victim().open()) {
            for (int i = 0; i < 150; i++) {
                client.sendText("{\"id\":" + i + ",\"method\":\"ping\"}");
            }
            for (int i = 0; i < 150; i++) {
                Node.expect("{\"id\":" + i + ",\"result\":{\"pong\":true}}", client.receive(Node.PATIENCE));
            }
        }
        victim().publishedNothing();
    }

    @Test
    default void survivesACommandThatNobodyWaitsFor() {
        for (int i = 0; i < 200; i++) {
            SocketClient client = victim().open();
            client.sendText("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"" + victim().token() + "\"}}");
            client.sendText("{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"gone\"}}");
            client.kill();
        }
        victim().publishedNothing();
    }
}
