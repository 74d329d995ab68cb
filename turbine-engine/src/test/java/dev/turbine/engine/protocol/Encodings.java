package dev.turbine.engine.protocol;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_16BE;
import static java.nio.charset.StandardCharsets.UTF_16LE;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.Charset;
import java.util.HexFormat;
import java.util.stream.Stream;

/** Texts for tests, in every encoding that JSON is not in. */
final class Encodings {
    private static final String PING = "{\"id\":1,\"method\":\"ping\",\"channel\":\"a\",\"data\":1}";

    private Encodings() {}

    static Stream<byte[]> notUtf8() {
        Charset utf32be = Charset.forName("UTF-32BE");
        Charset utf32le = Charset.forName("UTF-32LE");
        return Stream.of(
                PING.getBytes(UTF_16),
                PING.getBytes(UTF_16BE),
                PING.getBytes(UTF_16LE),
                ("\uFEFF" + PING).getBytes(UTF_16LE),
                PING.getBytes(utf32be),
                PING.getBytes(utf32le),
                ("\uFEFF" + PING).getBytes(utf32be),
                ("\uFEFF" + PING).getBytes(utf32le),
                ("\uFEFF" + PING).getBytes(UTF_8),
                "7".getBytes(UTF_16BE),
                "7".getBytes(UTF_16LE),
                "7".getBytes(utf32be),
                "7".getBytes(utf32le));
    }

    /** Byte sequences that strict UTF-8 has not; each stands where a string's content may stand. */
    static Stream<byte[]> malformed() {
        return Stream.of(
                        "80", // continuation without a start
                        "bf",
                        "c0 80", // overlong NUL, as in Java's modified UTF-8
                        "c0 af", // overlong slash
                        "c1 bf",
                        "e0 80 af",
                        "e0 9f bf",
                        "f0 80 80 af",
                        "f0 8f bf bf",
                        "f8 88 80 80 80", // five and six bytes
                        "fc 84 80 80 80 80",
                        "ed a0 80", // surrogates, alone and as a pair
                        "ed ad bf",
                        "ed bf bf",
                        "ed a0 bd ed b8 80",
                        "f4 90 80 80", // past U+10FFFF
                        "f5 80 80 80",
                        "f7 bf bf bf",
                        "fe",
                        "ff",
                        "c3", // truncated, and followed by an ASCII character
                        "e2 82",
                        "f0 9f 98",
                        "c3 41",
                        "e2 41 82",
                        "e2 82 41",
                        "f0 9f 41",
                        "c3 c3 a9",
                        "ef bb bf ff")
                .map(hex -> HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** {@code before}, then bytes as they are, then {@code after}. */
    static byte[] around(String before, byte[] bytes, String after) {
        byte[] start = before.getBytes(UTF_8);
        byte[] end = after.getBytes(UTF_8);
        byte[] all = new byte[start.length + bytes.length + end.length];
        System.arraycopy(start, 0, all, 0, start.length);
        System.arraycopy(bytes, 0, all, start.length, bytes.length);
        System.arraycopy(end, 0, all, start.length + bytes.length, end.length);
        return all;
    }
}
