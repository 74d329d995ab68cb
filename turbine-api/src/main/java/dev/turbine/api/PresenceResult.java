package dev.turbine.api;

import java.util.List;

/**
 * Who is subscribed to a channel, on all nodes, or why that is not known.
 *
 * @param code 200; otherwise 400 (bad channel name), 404 (the channel keeps no presence), 500 (a fault of Turbine's, which
 *     it has logged) or 503 (shutting down): the statuses that the HTTP API answers with
 * @param message {@code ok}, or what is wrong; a constant text that holds nothing of the input
 * @param clients one for each session, in no order; empty if nobody is there, or refused
 */
public record PresenceResult(int code, String message, List<Client> clients) {
    /**
     * A session that is subscribed to the channel.
     *
     * @param id its id, of which no other session of any node has the same
     * @param user whose it is, by its token
     */
    public record Client(String id, String user) {}

    public PresenceResult {
        clients = List.copyOf(clients);
    }

    /** Those who are there. */
    public static PresenceResult of(List<Client> clients) {
        return new PresenceResult(200, "ok", clients);
    }

    /** No answer. */
    public static PresenceResult refused(int code, String message) {
        return new PresenceResult(code, message, List.of());
    }

    /** Whether there is an answer. If not, {@link #code} and {@link #message} say why. */
    public boolean ok() {
        return code == 200;
    }

    /** How many users they are: one may have several sessions. */
    public long users() {
        return clients.stream().map(Client::user).distinct().count();
    }
}
