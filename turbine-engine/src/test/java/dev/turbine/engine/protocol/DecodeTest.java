package dev.turbine.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DecodeTest {
    private static final Protocol PROTOCOL = new JsonProtocol(128, 255);

    private static Command decode(String frame) {
        return PROTOCOL.decode(frame.getBytes(StandardCharsets.UTF_8));
    }

    private static Command bad(long id) {
        return new Command.Bad(id, Reply.Error.BAD_COMMAND);
    }

    @Test
    void readsEveryCommand() {
        assertThat(decode("{\"id\":1,\"method\":\"connect\",\"params\":{\"token\":\"t\"}}"))
                .isEqualTo(new Command.Connect(1, "t"));
        assertThat(decode("{\"id\":2,\"method\":\"subscribe\",\"params\":{\"channel\":\"c\"}}"))
                .isEqualTo(new Command.Subscribe(2, "c", null));
        assertThat(decode("{\"id\":3,\"method\":\"unsubscribe\",\"params\":{\"channel\":\"c\"}}"))
                .isEqualTo(new Command.Unsubscribe(3, "c"));
        assertThat(decode("{\"id\":4,\"method\":\"ping\"}")).isEqualTo(new Command.Ping(4));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"method\":\"subscribe\",\"params\":{\"channel\":\"c\"},\"id\":7}",
                "{\"params\":{\"channel\":\"c\"},\"id\":7,\"method\":\"subscribe\"}",
                "\r\n\t {\"id\" : 7 , \"method\":\"subscribe\",\n\"params\":{ \"channel\"\t:\"c\" } } \n",
                "{\"id\":7,\"method\":\"subscr\\u0069be\",\"p\\u0061rams\":{\"\\u0063hannel\":\"\\u0063\"}}",
                "{\"x\":[{\"id\":9}],\"id\":7,\"method\":\"subscribe\",\"params\":{\"x\":{\"channel\":\"d\"},\"channel\":\"c\"}}",
                "{\"id\":7,\"method\":\"subscribe\",\"params\":{\"channel\":\"c\",\"token\":5,\"limit\":{\"offset\":1}}}",
            })
    void orderWhiteSpaceEscapesAndUnknownMembersChangeNothing(String frame) {
        assertThat(decode(frame)).isEqualTo(new Command.Subscribe(7, "c", null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "true",
                "1",
                "\"x\"",
                "[]",
                "[{\"id\":1,\"method\":\"ping\"}]",
                "{",
                "}",
                "{\"id\":1,\"method\":\"ping\"",
                "{\"id\":1,\"method\":\"ping\",}",
                "{,\"id\":1,\"method\":\"ping\"}",
                "{\"id\":1 \"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"ping\"}}",
                "{\"id\":1,\"method\":\"ping\"} x",
                "{\"id\":1,\"method\":\"ping\"},",
                "{\"id\":1,\"method\":\"ping\"}{\"id\":2,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"ping\"}\n{\"id\":2,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"ping\"}\0",
                "\0{\"id\":1,\"method\":\"ping\"}",
                "{\0\"id\":1,\"method\":\"ping\"}",
                "\uFEFF{\"id\":1,\"method\":\"ping\"}",
                "\uFEFF",
                "{\"id\":1,\"method\":\"ping\"}\uFEFF",
                "\u00A0{\"id\":1,\"method\":\"ping\"}",
                "\u000B{\"id\":1,\"method\":\"ping\"}",
                "/**/{\"id\":1,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"ping\"}// x",
                "{\"id\":1,/* x */\"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"ping\"}#",
                "{'id':1,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":'ping'}",
                "{id:1,\"method\":\"ping\"}",
                "{\"id\":1,\"method\":\"ping\",\"x\":NaN}",
                "{\"id\":1,\"method\":\"ping\",\"x\":Infinity}",
                "{\"id\":1,\"method\":\"ping\",\"x\":-Infinity}",
                "{\"id\":1,\"method\":\"ping\",\"x\":undefined}",
                "{\"id\":1,\"method\":\"ping\",\"x\":nul}",
                "{\"id\":1,\"method\":\"ping\",\"x\":TRUE}",
                "{\"id\":1,\"method\":\"ping\",\"x\":+1}",
                "{\"id\":1,\"method\":\"ping\",\"x\":01}",
                "{\"id\":1,\"method\":\"ping\",\"x\":.5}",
                "{\"id\":1,\"method\":\"ping\",\"x\":5.}",
                "{\"id\":1,\"method\":\"ping\",\"x\":0x10}",
                "{\"id\":1,\"method\":\"ping\",\"x\":1e}",
                "{\"id\":1,\"method\":\"ping\",\"x\":-}",
                "{\"id\":1,\"method\":\"ping\",\"x\":[1,]}",
                "{\"id\":1,\"method\":\"ping\",\"x\":[,1]}",
                "{\"id\":1,\"method\":\"ping\",\"x\":[1}",
                "{\"id\":1,\"method\":\"ping\",\"x\":\"\\x41\"}",
                "{\"id\":1,\"method\":\"ping\",\"x\":\"\\u12g4\"}",
                "{\"id\":1,\"method\":\"ping\",\"x\":\"\\u12\"}",
                "{\"id\":1,\"method\":\"ping\",\"x\":\"tab\tin it\"}",
                "{\"id\":1,\"method\":\"ping\",\"x\":\"line\nin it\"}",
                "{\"id\":1,\"method\":\"ping\",\"x\":\"nul\0in it\"}",
                "{\"id\":1,\"method\":\"ping\",\"x\":\"no end}",
                "{\"id\":1,\"id\":1,\"method\":\"ping\"}",
                "{\"id\":1,\"\\u0069d\":2,\"method\":\"ping\"}",
            })
    void whatIsNotOneStrictJsonObjectHasNoId(String frame) {
        assertThat(decode(frame)).isEqualTo(bad(0));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":1,\"method\":\"ping\",\"x\":{\"a\":1,\"a\":2}}",
                "{\"id\":1,\"method\":\"ping\",\"params\":{\"x\":{\"a\":1,\"a\":2}}}",
                "{\"id\":1,\"method\":\"ping\",\"params\":[{\"a\":1,\"a\":2}]}",
                "{\"id\":1,\"method\":\"ping\",\"ID\":2,\"Method\":\"x\"}",
                "{\"id\":1,\"method\":\"ping\",\"params\":null}",
                "{\"id\":1,\"method\":\"ping\",\"params\":5}",
                "{\"id\":1,\"method\":\"ping\",\"params\":{\"channel\":5,\"token\":[]}}",
            })
    void whatAPingDoesNotNeedIsIgnored(String frame) {
        assertThat(decode(frame)).isEqualTo(new Command.Ping(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":5}",
                "{\"id\":5,\"method\":null}",
                "{\"id\":5,\"method\":1}",
                "{\"id\":5,\"method\":[\"ping\"]}",
                "{\"id\":5,\"method\":{\"x\":\"ping\"}}",
                "{\"id\":5,\"method\":\"\"}",
                "{\"id\":5,\"method\":\"Ping\"}",
                "{\"id\":5,\"method\":\"ping \"}",
                "{\"id\":5,\"method\":\"publish\"}",
                "{\"id\":5,\"method\":\"refresh\"}",
                "{\"id\":5,\"method\":\"connect\"}",
                "{\"id\":5,\"method\":\"connect\",\"params\":null}",
                "{\"id\":5,\"method\":\"connect\",\"params\":\"t\"}",
                "{\"id\":5,\"method\":\"connect\",\"params\":[\"t\"]}",
                "{\"id\":5,\"method\":\"connect\",\"params\":[{\"token\":\"t\"}]}",
                "{\"id\":5,\"method\":\"connect\",\"params\":{}}",
                "{\"id\":5,\"method\":\"connect\",\"params\":{\"token\":null}}",
                "{\"id\":5,\"method\":\"connect\",\"params\":{\"token\":1}}",
                "{\"id\":5,\"method\":\"connect\",\"params\":{\"token\":[\"t\"]}}",
                "{\"id\":5,\"method\":\"connect\",\"params\":{\"x\":{\"token\":\"t\"}}}",
                "{\"id\":5,\"method\":\"connect\",\"token\":\"t\"}",
            })
    void aBadCommandWithAnIdRepeatsIt(String frame) {
        assertThat(decode(frame)).isEqualTo(bad(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":5,\"method\":\"ping\",\"met\\u0068od\":\"connect\"}",
                "{\"id\":5,\"method\":\"ping\",\"x\":1,\"x\":1}",
                "{\"id\":5,\"method\":\"ping\",\"params\":{},\"params\":{}}",
                "{\"id\":5,\"method\":\"subscribe\",\"params\":{\"channel\":\"a\",\"channel\":\"a\"}}",
                "{\"id\":5,\"method\":\"subscribe\",\"params\":{\"channel\":\"a\",\"channe\\u006c\":\"b\"}}",
                "{\"id\":5,\"method\":\"ping\",\"params\":{\"\":1,\"\":2}}",
                "{\"method\":\"ping\",\"method\":\"ping\",\"id\":5}",
                "{\"x\":{\"id\":1},\"x\":{\"id\":2},\"id\":5,\"method\":\"ping\"}",
            })
    void aKeyTwiceIsABadCommandWhoseIdCanBeRead(String frame) {
        assertThat(decode(frame)).isEqualTo(bad(5));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"null", "{}", "[]", "\"c\"", "{\"channel\":null}", "{\"channel\":1}", "{\"channel\":[\"c\"]}"})
    void aMissingChannelIsLeftForAfterTheCheckOfAuthentication(String params) {
        assertThat(decode("{\"id\":5,\"method\":\"subscribe\",\"params\":" + params + "}"))
                .isEqualTo(new Command.Subscribe(5, null, null));
        assertThat(decode("{\"id\":5,\"method\":\"unsubscribe\",\"params\":" + params + "}"))
                .isEqualTo(new Command.Unsubscribe(5, null));
    }

    @Test
    void nestingOf128LevelsIsReadAnd129AreNot() {
        assertThat(decode(nested(127, "[", "]"))).isEqualTo(new Command.Ping(1));
        assertThat(decode(nested(128, "[", "]"))).isEqualTo(bad(0));
        assertThat(decode(nested(127, "{\"x\":", "}").replace("{\"x\":}", "{}")))
                .isEqualTo(new Command.Ping(1));
        assertThat(decode(nested(128, "{\"x\":", "}").replace("{\"x\":}", "{}")))
                .isEqualTo(bad(0));
    }

    @Test
    void nestingOfAMillionLevelsIsRefused() {
        assertThat(decode("[".repeat(1_000_000))).isEqualTo(bad(0));
        assertThat(decode(nested(1_000_000, "[", "]"))).isEqualTo(bad(0));
    }

    private static String nested(int levels, String open, String close) {
        return "{\"id\":1,\"method\":\"ping\",\"x\":" + open.repeat(levels) + close.repeat(levels) + "}";
    }

    @ParameterizedTest
    @MethodSource("dev.turbine.engine.protocol.Encodings#notUtf8")
    void otherEncodingsOfJsonAreNotGuessed(byte[] frame) {
        assertThat(PROTOCOL.decode(frame)).isInstanceOf(Command.Bad.class).returns(0L, Command::id);
    }

    @Test
    void aTokenDoesNotReachALog() {
        assertThat(new Command.Connect(1, "secret")).hasToString("Connect[id=1]");
    }
}
