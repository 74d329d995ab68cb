package dev.turbine.spi;

import java.util.List;

/** An HTTP request before its body: what decides about an upgrade, and how an API call begins. May be kept. */
public interface RequestHead {
    /** The method, in upper case as it was sent. */
    String method();

    /**
     * The decoded path below the place where Turbine is mounted, with a leading slash: {@code /ws}. No query. A path that
     * decoding could turn into another one, by {@code %2F}, a dot segment or a control character, is answered with 400 by
     * the transport.
     */
    String path();

    /**
     * The values of every header field of this name, one for each line as it was sent, commas included, without the white
     * space around it; empty if there is none.
     *
     * @param name in any case
     */
    List<String> headers(String name);

    /** Whether the request came over TLS to this server. */
    boolean secure();

    /** Address and port of the peer. */
    String remoteAddress();
}
