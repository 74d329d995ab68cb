package dev.turbine.engine.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;
import org.junit.jupiter.params.provider.MethodSource;

class PublishBodyTest {
    private static final PublishRequest.Reader READER = new PublishRequest.Reader(128, 255);
    private static final String[] SPACES = {"", " ", "\n\t\r ", " ".repeat(9_000)};

    static final String[] VALUES = {
        "null",
        "true",
        "false",
        "0",
        "-0",
        "7",
        "-7",
        "1.0",
        "1e0",
        "-1.5E+10",
        "0.10",
        "12345678901234567890.123456789",
        "\"\"",
        "\"a\"",
        "\"}\"",
        "\",\\\"data\\\":1\"",
        "\"\\\\\"",
        "\"\\u0041\\/\\ud800\"",
        "\"é€😀\"",
        "\"" + "x".repeat(9_000) + "\"",
        "9".repeat(9_000),
        "[]",
        "{}",
        "[1,2 , 3]",
        "[[],[{}]]",
        "{\"b\":1,\"a\":2,\"b\":3}",
        "{ \"data\" : { \"data\" : 1 } }",
        "{\"channel\":\"other\"}",
        "[\n1\n]"
    };

    private static PublishRequest read(String body) {
        return READER.readBody(body.getBytes(UTF_8));
    }

    private static void assertRefused(String body, String reason) {
        assertThat(read(body)).as(body).isEqualTo(new PublishRequest.Refused(reason));
    }

    @ParameterizedTest
    @FieldSource("VALUES")
    void dataIsCutOutByteForByteWhereverItStands(String data) {
        for (String s : SPACES) {
            assertData(data, s + "{" + s + "\"channel\":\"news\"," + s + "\"data\"" + s + ":" + s + data + s + "}" + s);
            assertData(data, "{\"data\":" + s + data + s + "," + s + "\"channel\":\"news\"}");
            assertData(
                    data,
                    "{\"é\":\"😀\",\"d\\u0061ta\":" + s + data + s + ",\"x\":[" + data + "],\"channel\":\"news\"}");
        }
    }

    private static void assertData(String data, String body) {
        PublishRequest request = read(body);
        assertThat(request).as(body).isInstanceOf(PublishRequest.Valid.class);
        PublishRequest.Valid valid = (PublishRequest.Valid) request;
        assertThat(valid.channels().iterator().next()).isEqualTo("news");
        assertThat(new String(valid.data(), UTF_8)).isEqualTo(data);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "[]|not a JSON object",
                "1|not a JSON object",
                "null|not a JSON object",
                "~~|not a JSON object",
                "{\"channel\":\"a\",\"data\":1|not a JSON object",
                "{\"channel\":\"a\",\"data\":1}}|not a JSON object",
                "{\"channel\":\"a\",\"data\":1}1|not a JSON object",
                "{\"channel\":\"a\",\"data\":1}{}|not a JSON object",
                "{\"channel\":\"a\",\"data\":}|not a JSON object",
                "{\"channel\":\"a\",\"data\"}|not a JSON object",
                "{\"channel\":\"a\",\"data\":1,}|not a JSON object",
                "{\"channel\":\"a\",\"data\":01}|not a JSON object",
                "{\"channel\":\"a\",\"data\":NaN}|not a JSON object",
                "{\"channel\":\"a\",\"data\":'x'}|not a JSON object",
                "{\"channel\":\"a\",\"data\":/**/1}|not a JSON object",
                "{\"channel\":\"a\",\"data\":\"\\x\"}|not a JSON object",
                "{\"channel\":\"a\",\"data\":1 2}|not a JSON object",
                "{\"channel\":\"a\",\"data\":[1}]|not a JSON object",
                "{\"channel\":\"a\",\"data\":1,\"data\":1}|a key twice",
                "{\"channel\":\"a\",\"data\":1,\"d\\u0061ta\":1}|a key twice",
                "{\"channel\":\"a\",\"channel\":\"b\",\"data\":1}|a key twice",
                "{\"channel\":\"a\",\"data\":1,\"x\":1,\"x\":1}|a key twice",
                "{\"data\":1}|channel missing or not a string",
                "{\"channel\":null,\"data\":1}|channel missing or not a string",
                "{\"channel\":5,\"data\":1}|channel missing or not a string",
                "{\"channel\":[\"a\"],\"data\":1}|channel missing or not a string",
                "{\"Channel\":\"a\",\"data\":1}|channel missing or not a string",
                "{\"x\":{\"channel\":\"a\"},\"data\":1}|channel missing or not a string",
                "{\"channel\":\"a\"}|data missing",
                "{\"channel\":\"a\",\"Data\":1}|data missing",
                "{\"channel\":\"a\",\"x\":{\"data\":1}}|data missing",
                "{\"channel\":\"\",\"data\":1}|bad channel name",
                "{\"channel\":\"a\\nb\",\"data\":1}|bad channel name",
                "{\"channel\":\"\\ud800\",\"data\":1}|bad channel name"
            })
    void whatIsWrongIsSaidInAConstantText(String body, String reason) {
        assertRefused(body == null ? "" : body, reason);
    }

    @Test
    void nestingCountsTheBodyItself() {
        String inner = "[".repeat(127) + "]".repeat(127);

        assertData(inner, "{\"channel\":\"news\",\"data\":" + inner + "}");
        assertRefused("{\"channel\":\"news\",\"data\":[" + inner + "]}", "not a JSON object");
    }

    @Test
    void aNameOf255BytesIsTheLongest() {
        assertThat(read("{\"channel\":\"" + "é".repeat(127) + "a\",\"data\":1}"))
                .isInstanceOf(PublishRequest.Valid.class);
        assertRefused("{\"channel\":\"" + "é".repeat(128) + "\",\"data\":1}", "bad channel name");
    }

    @ParameterizedTest
    @MethodSource("dev.turbine.engine.protocol.Encodings#malformed")
    void bytesThatAreNotStrictUtf8AreRefusedWhereverTheyStand(byte[] bytes) {
        PublishRequest refused = new PublishRequest.Refused("not UTF-8");

        assertThat(READER.readBody(Encodings.around("{\"channel\":\"a\",\"data\":\"", bytes, "\"}")))
                .isEqualTo(refused);
        assertThat(READER.readBody(Encodings.around("{\"channel\":\"", bytes, "\",\"data\":1}")))
                .isEqualTo(refused);
        assertThat(READER.readBody(Encodings.around("{\"channel\":\"a\",\"data\":1,\"", bytes, "\":1}")))
                .isEqualTo(refused);
    }

    @ParameterizedTest
    @MethodSource("dev.turbine.engine.protocol.Encodings#notUtf8")
    void otherEncodingsOfJsonAreNotGuessed(byte[] body) {
        assertThat(READER.readBody(body)).isInstanceOf(PublishRequest.Refused.class);
    }
}
