package dev.turbine.spi.support;

import java.util.List;

/** Header fields whose values are lists of tokens, such as {@code Connection} and {@code Upgrade}. */
public final class HeaderTokens {
    private HeaderTokens() {}

    /**
     * Whether a token is in a list.
     *
     * @param values one for each line, with commas within
     * @param token in any case
     */
    public static boolean contain(List<String> values, String token) {
        for (String value : values) {
            for (String member : value.split(",")) {
                if (member.strip().equalsIgnoreCase(token)) {
                    return true;
                }
            }
        }
        return false;
    }
}
