package dev.turbine.spi;

import java.util.List;

/** An HTTP request before its body: what decides about an upgrade, and how an API call begins. */
public interface RequestHead {
    /** The method, in upper case as it was sent. */
    String method();

    /** The decoded path below the place where Turbine is mounted, with a leading slash: {@code /ws}. No query. */
    String path();

    /**
     * The values of every header field of this name, in the order they were sent; empty if there is none.
     *
     * @param name in any case
     */
    List<String> headers(String name);

    /** Whether the request came over TLS to this server. */
    boolean secure();

    /** Address and port of the peer. */
    String remoteAddress();
}
