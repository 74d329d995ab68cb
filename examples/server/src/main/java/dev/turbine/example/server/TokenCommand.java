package dev.turbine.example.server;

import com.nimbusds.jose.util.JSONObjectUtils;
import dev.turbine.api.TurbineException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Makes a token for a user, as a stand-in for the application that hands out tokens in production.
 *
 * @param channels what the user may subscribe to; empty for every channel
 */
record TokenCommand(String user, List<String> channels, Duration timeToLive) {
    private static final Pattern TIME = Pattern.compile("([1-9][0-9]{0,8})([smhd])");

    /** @throws TurbineException if an argument is missing or wrong; the message is one line */
    static TokenCommand of(List<String> arguments) {
        String user = "";
        List<String> channels = new ArrayList<>();
        Duration timeToLive = Duration.ofHours(1);
        for (int i = 0; i < arguments.size(); i += 2) {
            String option = arguments.get(i);
            String value = i + 1 < arguments.size() ? arguments.get(i + 1) : "";
            if (!List.of("--sub", "--channel", "--ttl").contains(option)) {
                throw new TurbineException("unknown argument " + Environment.quote(option));
            }
            if (value.isEmpty()) {
                throw new TurbineException(option + " needs a value behind it");
            }
            switch (option) {
                case "--sub" -> user = value;
                case "--channel" -> channels.add(value);
                default -> timeToLive = time(value);
            }
        }
        if (user.isEmpty()) {
            throw new TurbineException("--sub is missing: the user that the token is for");
        }
        return new TokenCommand(user, List.copyOf(channels), timeToLive);
    }

    private static Duration time(String value) {
        Matcher time = TIME.matcher(value);
        if (!time.matches()) {
            throw Environment.wrong("--ttl", value, "must be a number over 0 and s, m, h or d, such as 30m");
        }
        long number = Long.parseLong(time.group(1));
        return switch (time.group(2)) {
            case "s" -> Duration.ofSeconds(number);
            case "m" -> Duration.ofMinutes(number);
            case "h" -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }

    /** The token, signed with HS256; by hand, since JWT libraries refuse the short secrets of development. */
    String sign(String secret, Clock clock) {
        Map<String, Object> claims = new LinkedHashMap<>();
        claims.put("sub", user);
        claims.put("exp", clock.instant().plus(timeToLive).getEpochSecond());
        claims.put("channels", channels);
        String input = base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}".getBytes(StandardCharsets.UTF_8))
                + '.'
                + base64(JSONObjectUtils.toJSONString(claims).getBytes(StandardCharsets.UTF_8));
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return input + '.' + base64(mac.doFinal(input.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HmacSHA256 is in every Java platform", e);
        }
    }

    private static String base64(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
