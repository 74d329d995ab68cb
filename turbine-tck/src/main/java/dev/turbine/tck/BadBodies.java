package dev.turbine.tck;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bodies of {@code POST /api/publish} that are none, or try to be too much. */
interface BadBodies extends Victims {
    List<Integer> BAD = List.of(400);

    @ParameterizedTest
    @ValueSource(
            strings = {"ff", "c0af", "e080af", "f08080af", "eda080", "edbfbf", "f4908080", "f8888080af", "80", "e282"})
    default void refusesWhatIsNotStrictUtf8(String hex) {
        ByteArrayOutputStream inData = new ByteArrayOutputStream();
        inData.writeBytes(utf8("{\"channel\":\"" + Victim.CHANNEL + "\",\"data\":\""));
        inData.writeBytes(HexFormat.of().parseHex(hex));
        inData.writeBytes(utf8("\"}"));
        victim().answers(BAD, post(inData.toByteArray()));

        ByteArrayOutputStream beside = new ByteArrayOutputStream();
        beside.writeBytes(utf8("{\"channel\":\"" + Victim.CHANNEL + "\",\"data\":1,\"x\":\""));
        beside.writeBytes(HexFormat.of().parseHex(hex));
        beside.writeBytes(utf8("\"}"));
        victim().answers(BAD, post(beside.toByteArray()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "UTF-32"})
    default void refusesABodyInAnotherEncoding(String charset) {
        byte[] body = body("1").getBytes(Charset.forName(charset));
        victim().answers(BAD, post(body));
        victim().answers(List.of(400, 415), post(body, "Content-Type: application/json; charset=" + charset));
    }

    @Test
    default void refusesAByteOrderMark() {
        victim().answers(BAD, post(utf8("\ufeff" + body("1"))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "}", ",", "\0", "{}", " 1", "\n{\"channel\":\"target\",\"data\":2}"})
    default void refusesWhatFollowsTheObject(String garbage) {
        victim().answers(BAD, post(utf8(body("1") + garbage)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{\"a\":", "[{\"a\":"})
    default void refusesADeeplyNestedBody(String opening) {
        victim().answers(BAD, post(utf8(body(opening.repeat(100_000)))));
        victim().answers(BAD, post(utf8(body("[".repeat(100_000) + "]".repeat(100_000)))));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "0.", "1e", "1E+", "1e-"})
    default void carriesANumberOfAMillionDigits(String start) {
        String number = start + "9".repeat(1_000_000);
        victim().carries(RawRequest.publish("numbers", number), "numbers", number);
    }

    @Test
    default void refusesACompressedBody() {
        victim().answers(
                        List.of(400, 415),
                        post(HexFormat.of().parseHex("1f8b0800000000000003"), "Content-Encoding: gzip"));
        victim().answers(List.of(400, 415), post(utf8(body("1")), "Content-Encoding: gzip"));
    }

    @Test
    default void answersAWrongKeyLikeNone() {
        RawReply wrong = victim().answers(List.of(401), RawRequest.post("/api/publish", body("1"), "x-api-key: wrong"));
        RawReply none = victim().answers(List.of(401), RawRequest.post("/api/publish", body("1")));
        RawReply twice = victim().answers(
                        List.of(401),
                        RawRequest.post("/api/publish", body("1"), "x-api-key: wrong", "x-api-key: wrong"));
        Node.expect(none.text(), wrong.text());
        Node.expect(none.text(), twice.text());
    }

    @ParameterizedTest
    @ValueSource(strings = {"2097153", "2147483647", "2147483648", "99999999999999999"})
    default void refusesALengthOverTheLimitBeforeTheBody(String length) {
        RawReply reply = victim().answers(List.of(413), utf8(head("Content-Length: " + length)));
        ReplyMatch.checkError(reply);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1",
                "9223372036854775807",
                "9223372036854775808",
                "99999999999999999999999",
                "1e3",
                "0x10",
                "+5",
                "5 5",
                "5,6",
                ""
            })
    default void refusesALengthThatIsNone(String length) {
        // Some are numbers that no body has: a server may refuse them before it hands a call over.
        victim().answers(List.of(400, 413), utf8(head("Content-Length: " + length) + body("1")));
    }

    @Test
    default void refusesChunksThatPassTheLimitTogether() {
        String chunk = "10000\r\n" + " ".repeat(65_536) + "\r\n";
        byte[] chunks = utf8(chunk.repeat(40));
        RawReply reply = victim().answers(List.of(413), utf8(head("Transfer-Encoding: chunked")), chunks);
        ReplyMatch.checkError(reply);
    }

    @Test
    default void publishesABodyInChunks() {
        StringBuilder chunks = new StringBuilder();
        String whole = "{\"channel\":\"chunks\",\"data\":[1,2]}";
        whole.chars().forEach(c -> chunks.append("1;x=y\r\n").append((char) c).append("\r\n"));
        RawRequest request =
                post(utf8(chunks + "0\r\n\r\n"), "Content-Type: application/json", "Transfer-Encoding: chunked");
        victim().carries(request, "chunks", "[1,2]");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zz\r\n",
                "-1\r\n",
                "FFFFFFFFFFFFFFFFF\r\n",
                "5\r\nabc\r\n0\r\n\r\n",
                "\r\n",
                "7fffffffffffffff\r\nabc"
            })
    default void refusesBrokenChunks(String chunks) {
        try (RawHttp http = new RawHttp(victim().base())) {
            http.send(head("Transfer-Encoding: chunked") + chunks).endOutput();
            refusedOrEnded(http);
        }
    }

    @Test
    default void publishesNothingOfABodyThatEndsTooSoon() {
        try (RawHttp http = new RawHttp(victim().base())) {
            http.send(head("Content-Length: 1000") + body("1")).endOutput();
            refusedOrEnded(http);
        }
        try (RawHttp http = new RawHttp(victim().base())) {
            http.send(head("Transfer-Encoding: chunked") + "100\r\n" + body("1"))
                    .endOutput();
            refusedOrEnded(http);
        }
    }

    @Test
    default void publishesNothingOfABodyThatIsLongerThanDeclared() {
        String body = body("1");
        victim().answers(BAD, utf8(head("Content-Length: " + (body.length() - 1)) + body));
    }

    private void refusedOrEnded(RawHttp http) {
        try {
            RawReply reply = http.read(Node.PATIENCE);
            Victim.hidesInternals(reply.toString());
            Node.expect(400, reply.status());
        } catch (AssertionError e) {
            if (e.getCause() == null || !http.endsWithin(Node.PATIENCE)) {
                throw e; // neither refused nor ended
            }
        }
        victim().publishedNothing();
    }

    private static RawRequest post(byte[] body, String... headers) {
        List<String> lines = new ArrayList<>(List.of(headers));
        lines.add("x-api-key: " + TransportFixture.API_KEY);
        return new RawRequest("POST", "/api/publish", lines, body);
    }

    private String head(String framing) {
        return "POST " + path() + "/api/publish HTTP/1.1\r\nHost: "
                + victim().base().getAuthority() + "\r\nx-api-key: " + TransportFixture.API_KEY + "\r\n" + framing
                + "\r\n\r\n";
    }

    private String path() {
        return RawHttp.prefix(victim().base());
    }

    private static String body(String data) {
        return "{\"channel\":\"" + Victim.CHANNEL + "\",\"data\":" + data + "}";
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
