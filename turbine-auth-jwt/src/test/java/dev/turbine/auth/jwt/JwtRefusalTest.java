package dev.turbine.auth.jwt;

import static dev.turbine.auth.jwt.Signer.HEADER;
import static dev.turbine.auth.jwt.Signer.SECRET;
import static dev.turbine.auth.jwt.Signer.base64;
import static dev.turbine.spi.Authentication.Cause.EXPIRED;
import static dev.turbine.spi.Authentication.Cause.INVALID;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.Authentication;
import dev.turbine.spi.Authentication.Cause;
import dev.turbine.spi.Authentication.Refused;
import dev.turbine.spi.Credentials;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ways to get in without a right, each with what it is answered. */
class JwtRefusalTest {
    private static final long NOW = 1_767_225_600; // 2026-01-01T00:00:00Z
    private static final Signer OURS = new Signer(SECRET);
    private static final Signer THEIRS = new Signer("another secret that has thirty-two bytes");
    private static final String GOOD_CLAIMS = claims("\"canary-1\"", "1767225601", "[\"canary\"]");
    private static final String GOOD = OURS.sign(HEADER, GOOD_CLAIMS);
    private static final String PUBLIC_KEY = """
            -----BEGIN PUBLIC KEY-----
            MFwwDQYJKoZIhvcNAQEBBQADSwAwSAJBAKj34GkxFhD90vcNLYLInFEX6Ppy1tPf
            9Cnzj4p4WGeKLs1Pt8QuKUpRKfFLfRYC9AIKjbJTWit+CqvjWYzvQwECAwEAAQ==
            -----END PUBLIC KEY-----
            """;

    private final JwtAuthenticator authenticator = JwtAuthenticator.builder()
            .secret(SECRET)
            .clock(Clock.fixed(Instant.ofEpochSecond(NOW), ZoneOffset.UTC))
            .build();

    @Test
    void acceptsTheTokenThatTheOthersAreMadeFrom() {
        assertThat(authenticate(GOOD)).isInstanceOf(Authentication.Accepted.class);
        assertThat(GOOD.substring(GOOD.lastIndexOf('.'))).contains("-", "_"); // so that the alphabet matters
    }

    @ParameterizedTest
    @MethodSource({"shapes", "signatures", "algorithms", "headers", "payloads", "claims"})
    void isInvalid(String token) {
        assertRefused(token, INVALID);
    }

    @ParameterizedTest
    @MethodSource("times")
    void isExpired(String token) {
        assertRefused(token, EXPIRED);
    }

    private void assertRefused(String token, Cause cause) {
        Authentication outcome = authenticate(token);

        assertThat(outcome).isInstanceOf(Refused.class);
        Refused refused = (Refused) outcome;
        assertThat(refused.cause()).isEqualTo(cause);
        assertThat(refused.detail()).isNotBlank().doesNotContain("canary");
        assertThat(Arrays.stream(token.split("\\."))
                        .filter(part -> part.length() > 4)
                        .filter(refused.detail()::contains))
                .isEmpty();
    }

    private Authentication authenticate(String token) {
        return authenticator
                .authenticate(new Credentials(token, "127.0.0.1:50000"))
                .toCompletableFuture()
                .join();
    }

    static Stream<Named<String>> shapes() {
        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("empty", "");
        tokens.put("one dot", ".");
        tokens.put("two dots", "..");
        tokens.put("three dots", "...");
        tokens.put("prose", "let me in, please");
        tokens.put("JSON", GOOD_CLAIMS);
        tokens.put("NUL", "\0.\0.\0");
        tokens.put("a surrogate without its half", "\ud800." + GOOD);
        tokens.put("a megabyte", "a".repeat(1 << 20));
        tokens.put("a megabyte in three parts", ("a".repeat(350_000) + ".").repeat(3));
        tokens.put("a megabyte of dots", ".".repeat(1 << 20));
        tokens.put("signature cut off with its dot", GOOD.substring(0, GOOD.lastIndexOf('.')));
        tokens.put("header cut off", GOOD.substring(GOOD.indexOf('.') + 1));
        tokens.put("dot in front", "." + GOOD);
        tokens.put("dot behind", GOOD + ".");
        tokens.put("fourth part", GOOD + ".AAAA");
        tokens.put("fourth part that is signed", GOOD + "." + base64(OURS.mac("HmacSHA256", GOOD)));
        tokens.put("five parts, as JWE has", "eyJhbGciOiJkaXIiLCJlbmMiOiJBMTI4R0NNIn0..AAAA.AAAA.AAAA");
        tokens.put("blank in front", " " + GOOD);
        tokens.put("blank behind", GOOD + " ");
        tokens.put("line feed behind", GOOD + "\n");
        tokens.put("blank within", GOOD.replaceFirst("\\.", ". "));
        tokens.put("scheme in front", "Bearer " + GOOD);
        tokens.put("twice", GOOD + GOOD);
        return named(tokens);
    }

    static Stream<Named<String>> signatures() {
        String input = GOOD.substring(0, GOOD.lastIndexOf('.'));
        String signature = GOOD.substring(input.length() + 1);
        byte[] bytes = Base64.getUrlDecoder().decode(signature);
        byte[] flipped = bytes.clone();
        flipped[31] ^= 1;
        // 32 bytes leave two bits of the last character unused: 4 characters stand for the same bytes
        char stray = (char) (signature.charAt(42) + 1);
        String es256 = base64("{\"alg\":\"ES256\"}") + "." + base64(GOOD_CLAIMS) + ".";

        Map<String, String> tokens = new LinkedHashMap<>();
        tokens.put("no signature", input + ".");
        tokens.put("signature of zeros", input + "." + base64(new byte[32]));
        tokens.put("one bit off", input + "." + base64(flipped));
        tokens.put("one character short", input + "." + signature.substring(0, 42));
        tokens.put("one character long", input + "." + signature + "A");
        tokens.put("stray bits at the end", input + "." + signature.substring(0, 42) + stray);
        tokens.put("padding", input + "." + signature + "=");
        tokens.put(
                "blank within the signature", input + "." + signature.substring(0, 20) + " " + signature.substring(20));
        tokens.put("other alphabet", input + "." + signature.replace('_', '/').replace('-', '+'));
        tokens.put("another case", input + "." + signature.toLowerCase(Locale.ROOT));
        tokens.put("hexadecimal", input + "." + HexFormat.of().formatHex(bytes));
        tokens.put("letters that look alike", input + "." + signature.substring(0, 42) + "\u0410");
        tokens.put("first half only", input + "." + base64(Arrays.copyOf(bytes, 16)));
        tokens.put("HS384 under a header of HS256", input + "." + base64(OURS.mac("HmacSHA384", input)));
        tokens.put("HS512 under a header of HS256", input + "." + base64(OURS.mac("HmacSHA512", input)));
        tokens.put("another secret", THEIRS.sign(HEADER, GOOD_CLAIMS));
        tokens.put("the secret, trimmed of its last byte", new Signer(cut(SECRET)).sign(HEADER, GOOD_CLAIMS));
        tokens.put("a public key for a secret", new Signer(PUBLIC_KEY).sign(HEADER, GOOD_CLAIMS));
        tokens.put("another payload", swap(claims("\"root\"", "1767225601", "[]")));
        tokens.put("another header", base64("{\"alg\":\"HS256\"}") + GOOD.substring(GOOD.indexOf('.')));
        tokens.put("zeros for r and s", es256 + base64(new byte[64]));
        tokens.put("zeros for r and s in DER", es256 + "MAYCAQACAQA");
        tokens.put("past, not signed by us", THEIRS.sign(HEADER, claims("\"canary\"", "1", "[]")));
        tokens.put("past, not signed at all", base64(HEADER) + "." + base64(claims("\"canary\"", "1", "[]")) + ".");
        return named(tokens);
    }

    static Stream<Named<String>> algorithms() {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String none : new String[] {"none", "None", "NONE", "nOnE"}) {
            String header = "{\"alg\":\"" + none + "\"}";
            tokens.put(none + ", no signature", base64(header) + "." + base64(GOOD_CLAIMS) + ".");
            tokens.put(none + ", signed", OURS.sign(header, GOOD_CLAIMS));
        }
        String[] others = {
            "\"\"",
            "\"HS384\"",
            "\"HS512\"",
            "\"RS256\"",
            "\"PS256\"",
            "\"ES256\"",
            "\"EdDSA\"",
            "\"dir\"",
            "\"hs256\"",
            "\" HS256\"",
            "\"HS256\\u0000\"",
            "null",
            "256",
            "true",
            "[\"HS256\"]",
            "{\"alg\":\"HS256\"}"
        };
        for (String other : others) {
            tokens.put(other, OURS.sign("{\"alg\":" + other + "}", GOOD_CLAIMS));
        }
        tokens.put("missing", OURS.sign("{\"typ\":\"JWT\"}", GOOD_CLAIMS));
        tokens.put("twice, right first", OURS.sign("{\"alg\":\"HS256\",\"alg\":\"none\"}", GOOD_CLAIMS));
        tokens.put("twice, right last", OURS.sign("{\"alg\":\"none\",\"alg\":\"HS256\"}", GOOD_CLAIMS));
        tokens.put("twice, escaped", OURS.sign("{\"alg\":\"HS256\",\"\\u0061lg\":\"none\"}", GOOD_CLAIMS));
        tokens.put("in another case", OURS.sign("{\"ALG\":\"HS256\"}", GOOD_CLAIMS));
        return named(tokens);
    }

    static Stream<Named<String>> headers() {
        Map<String, String> tokens = new LinkedHashMap<>();
        String[] members = {
            "\"crit\":[]",
            "\"crit\":null",
            "\"crit\":[\"exp\"]",
            "\"crit\":[\"b64\"],\"b64\":false",
            "\"b64\":false",
            "\"b64\":true",
            "\"zip\":\"DEF\"",
            "\"enc\":\"A128GCM\""
        };
        for (String member : members) {
            tokens.put(member, OURS.sign("{\"alg\":\"HS256\"," + member + "}", GOOD_CLAIMS));
        }
        for (String text :
                new String[] {"", "HS256", "null", "[]", "[\"HS256\"]", "{", "{\"alg\":\"HS256\"", "{alg:HS256}"}) {
            tokens.put("header is " + text, OURS.sign(text, GOOD_CLAIMS));
        }
        tokens.put("two objects", OURS.sign(HEADER + HEADER, GOOD_CLAIMS));
        tokens.put("depth of 20,000", OURS.sign("{\"alg\":\"HS256\",\"x\":" + "[".repeat(20_000), GOOD_CLAIMS));
        tokens.put("header padded", OURS.signParts(base64("{\"alg\":\"HS256\" }") + "==", base64(GOOD_CLAIMS)));
        tokens.put("stray bits", OURS.signParts(strayed("{\"alg\":\"HS256\"}"), base64(GOOD_CLAIMS)));
        return named(tokens);
    }

    static Stream<Named<String>> payloads() {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String text : new String[] {"", "canary", "null", "7", "[]", "[" + GOOD_CLAIMS + "]", "{", "{}", "\0"}) {
            tokens.put("payload is " + text.replace('\0', '0'), OURS.sign(HEADER, text));
        }
        tokens.put("something behind", OURS.sign(HEADER, GOOD_CLAIMS + "x"));
        tokens.put("two objects", OURS.sign(HEADER, GOOD_CLAIMS + GOOD_CLAIMS));
        tokens.put("a comment", OURS.sign(HEADER, GOOD_CLAIMS.replace(",", ",/**/")));
        tokens.put("not Base64", OURS.signParts(base64(HEADER), GOOD_CLAIMS));
        tokens.put("padding", OURS.signParts(base64(HEADER), base64(GOOD_CLAIMS + " ".repeat(padding())) + "="));
        tokens.put(
                "a blank in the Base64",
                OURS.signParts(base64(HEADER), base64(GOOD_CLAIMS).replaceFirst("..", "$0 ")));
        tokens.put("sub twice", OURS.sign(HEADER, extended("\"sub\":\"root\"")));
        tokens.put("exp twice", OURS.sign(HEADER, extended("\"exp\":99999999999")));
        tokens.put("channels twice", OURS.sign(HEADER, extended("\"channels\":[]")));
        tokens.put("channels twice, escaped", OURS.sign(HEADER, extended("\"ch\\u0061nnels\":[]")));
        tokens.put("some other claim twice", OURS.sign(HEADER, extended("\"x\":1,\"x\":2")));
        tokens.put("arrays 24,000 deep", OURS.sign(HEADER, extended("\"x\":" + nested("[", "]", 12_000))));
        tokens.put("objects 4,000 deep", OURS.sign(HEADER, extended("\"x\":" + nested("{\"x\":", "}", 4_000) + "")));
        tokens.put("deep and never closed", OURS.sign(HEADER, "{\"x\":" + "[".repeat(24_000)));
        tokens.put("channels 5,000 deep", OURS.sign(HEADER, claims("\"u\"", "1767225601", nested("[", "]", 5_000))));
        tokens.put("a number of 20,000 digits", OURS.sign(HEADER, claims("\"u\"", "9".repeat(20_000), "[]")));
        return named(tokens);
    }

    static Stream<Named<String>> claims() {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String sub : new String[] {"null", "\"\"", "7", "true", "[\"u\"]", "{}"}) {
            tokens.put("sub is " + sub, OURS.sign(HEADER, claims(sub, "1767225601", "[]")));
        }
        for (String exp : new String[] {
            "null",
            "\"1767225601\"",
            "\"123\"",
            "\"\"",
            "1.5",
            "1767225601.5",
            "true",
            "[1767225601]",
            "{}",
            "NaN",
            "Infinity",
            "1e999",
            "0x7fffffff",
            "01767225601",
            "+1767225601"
        }) {
            tokens.put("exp is " + exp, OURS.sign(HEADER, claims("\"u\"", exp, "[]")));
        }
        for (String channels : new String[] {
            "null",
            "\"\"",
            "\"canary\"",
            "\"*\"",
            "7",
            "true",
            "{}",
            "[7]",
            "[null]",
            "[true]",
            "[\"canary\",7]",
            "[[\"canary\"]]",
            "[[]]",
            "[{}]"
        }) {
            tokens.put("channels is " + channels, OURS.sign(HEADER, claims("\"u\"", "1767225601", channels)));
        }
        for (String nbf : new String[] {"1767225601", "1e308", "\"0\"", "1.5", "true", "[]"}) {
            tokens.put("nbf is " + nbf, OURS.sign(HEADER, extended("\"nbf\":" + nbf)));
        }
        tokens.put("no sub", OURS.sign(HEADER, "{\"exp\":1767225601,\"channels\":[]}"));
        tokens.put("no exp", OURS.sign(HEADER, "{\"sub\":\"u\",\"channels\":[]}"));
        tokens.put("no channels", OURS.sign(HEADER, "{\"sub\":\"u\",\"exp\":1767225601}"));
        tokens.put("names in another case", OURS.sign(HEADER, "{\"Sub\":\"u\",\"Exp\":1767225601,\"Channels\":[]}"));
        tokens.put("past and no sub", OURS.sign(HEADER, "{\"exp\":1,\"channels\":[]}"));
        tokens.put("past and channels ill-typed", OURS.sign(HEADER, claims("\"u\"", "1", "[7]")));
        tokens.put(
                "past and nbf to come",
                OURS.sign(
                        HEADER,
                        "{\"nbf\":1767225601," + claims("\"u\"", "1", "[]").substring(1)));
        tokens.put("past and crit", OURS.sign("{\"alg\":\"HS256\",\"crit\":[\"exp\"]}", claims("\"u\"", "1", "[]")));
        return named(tokens);
    }

    static Stream<Named<String>> times() {
        Map<String, String> tokens = new LinkedHashMap<>();
        for (String exp : new String[] {
            "1767225600",
            "1767225599",
            "1767225600.0",
            "1.7672256e9",
            "1",
            "0",
            "-0",
            "-0.0",
            "-1",
            "-1.0",
            "-9223372036854775808",
            "-9223372036854775809",
            "-1e308",
            "1e-400"
        }) {
            tokens.put("exp is " + exp, OURS.sign(HEADER, claims("\"u\"", exp, "[]")));
        }
        return named(tokens);
    }

    private static Stream<Named<String>> named(Map<String, String> tokens) {
        return tokens.entrySet().stream().map(entry -> Named.of(entry.getKey(), entry.getValue()));
    }

    private static String claims(String sub, String exp, String channels) {
        return "{\"sub\":" + sub + ",\"exp\":" + exp + ",\"channels\":" + channels + "}";
    }

    private static String extended(String members) {
        return GOOD_CLAIMS.substring(0, GOOD_CLAIMS.length() - 1) + "," + members + "}";
    }

    private static String nested(String open, String close, int depth) {
        return open.repeat(depth) + (open.equals("[") ? "" : "1") + close.repeat(depth);
    }

    private static String swap(String payload) {
        String[] parts = GOOD.split("\\.");
        return parts[0] + "." + base64(payload) + "." + parts[2];
    }

    private static String cut(String text) {
        return text.substring(0, text.length() - 1);
    }

    /** Blanks after which Base64 needs exactly one character of padding. */
    private static int padding() {
        return Math.floorMod(2 - GOOD_CLAIMS.length(), 3);
    }

    /** The same bytes in Base64, with a last character whose unused bits are not zero. */
    private static String strayed(String text) {
        String encoded = base64(text + " ".repeat(Math.floorMod(1 - text.length(), 3)));
        return cut(encoded) + (char) (encoded.charAt(encoded.length() - 1) + 1);
    }
}
