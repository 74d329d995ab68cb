package dev.turbine.api;

/**
 * A session as the host's listeners see it.
 *
 * @param id unique within the node for as long as it runs; stands in the log lines about this session
 * @param user the user its token was made for
 * @param remoteAddress address and port of the peer, as the transport reports it
 */
public record SessionInfo(long id, String user, String remoteAddress) {}
