package dev.turbine.broker.nats;

import dev.turbine.spi.support.LogText;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Why there is no connection to a server, in words for the log: without the text of URLs, which may hold secrets. */
final class Refusal {
    private Refusal() {}

    static String of(@Nullable Throwable fault) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (cause instanceof UnknownHostException) {
                return "its host is not known";
            }
            if (cause instanceof ConnectException) {
                return "nothing listens there";
            }
            if (cause instanceof SSLException) {
                return "TLS fails: " + LogText.escape(String.valueOf(cause.getMessage()));
            }
            if (cause instanceof TimeoutException) {
                return "it does not answer";
            }
            // The two texts of jnats
            if ("SSL required by server.".equals(cause.getMessage())) {
                return "it wants TLS: write tls:// for nats://";
            }
            if ("SSL connection wanted by client.".equals(cause.getMessage())) {
                return "it offers no TLS";
            }
        }
        return "there is no connection";
    }
}
