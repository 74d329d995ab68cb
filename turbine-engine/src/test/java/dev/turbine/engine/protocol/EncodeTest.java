package dev.turbine.engine.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.Message;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodeTest {
    private static final Protocol PROTOCOL = new JsonProtocol(128, 255);

    @ParameterizedTest
    @CsvSource({"CONNECTED, connected", "SUBSCRIBED, subscribed", "UNSUBSCRIBED, unsubscribed", "PONG, pong"})
    void aResultHasOneField(Reply.Result result, String field) {
        Message message = PROTOCOL.encode(0, result);

        assertThat(message.text()).isEqualTo("{\"id\":0,\"result\":{\"" + field + "\":true}}");
        assertThat(message.kind()).isEqualTo(Message.Kind.TEXT);
    }

    @ParameterizedTest
    @CsvSource({
        "BAD_COMMAND, 400, bad command",
        "BAD_UTF8, 400, bad UTF-8",
        "NOT_AUTHENTICATED, 401, not authenticated",
        "INVALID_TOKEN, 401, invalid token",
        "TOKEN_EXPIRED, 401, token expired",
        "FORBIDDEN, 403, forbidden",
        "TOO_MANY_SUBSCRIPTIONS, 429, too many subscriptions",
        "INTERNAL_ERROR, 500, internal error"
    })
    void anErrorHasItsCodeAndText(Reply.Error error, int code, String text) {
        assertThat(PROTOCOL.encode(9_007_199_254_740_991L, error).text())
                .isEqualTo("{\"id\":9007199254740991,\"error\":{\"code\":" + code + ",\"message\":\"" + text + "\"}}");
        assertThat(error.code()).isEqualTo(code);
    }

    @ParameterizedTest
    @CsvSource({
        "chat:lobby, chat:lobby",
        "'\"', '\\\"'",
        "\\, \\\\",
        "a/b, a/b",
        "é€😀, é€😀",
        "<script>, <script>",
        "'a\"},\"x\":1', 'a\\\"},\\\"x\\\":1'"
    })
    void theNameOfAChannelIsEscapedInAPublication(String channel, String text) {
        assertThat(PROTOCOL.encodePublication(channel, 0, new byte[] {'1'}).text())
                .isEqualTo("{\"method\":\"publication\",\"params\":{\"channel\":\"" + text + "\",\"data\":1}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"b\":1,\"a\":2,\"b\":3}",
                "1.0",
                "1E400",
                "123456789012345678901234567890",
                "\"\\u0041\\/\\ud800\"",
                "[ 1 ,\n2 ]",
                "\"é😀\"",
                "null"
            })
    void theDataOfAPublicationIsNotTouched(String data) {
        Message message = PROTOCOL.encodePublication("a", 0, data.getBytes(StandardCharsets.UTF_8));

        assertThat(message.text())
                .isEqualTo("{\"method\":\"publication\",\"params\":{\"channel\":\"a\",\"data\":" + data + "}}");
        assertThat(message.kind()).isEqualTo(Message.Kind.TEXT);
        assertThat(message.size()).isEqualTo(message.text().getBytes(StandardCharsets.UTF_8).length);
    }
}
