package dev.turbine.spi;

import static java.util.Objects.requireNonNull;

/**
 * What a client shows to be let in.
 *
 * @param token the token of its {@code connect}, at most 32 KiB unless the limit was changed
 * @param remoteAddress address and port it connects from
 */
public record Credentials(String token, String remoteAddress) {
    public Credentials {
        requireNonNull(token, "token");
        requireNonNull(remoteAddress, "remoteAddress");
    }

    /** Leaves the token out: it must not reach a log. */
    @Override
    public String toString() {
        return "Credentials[remoteAddress=" + remoteAddress + "]";
    }
}
