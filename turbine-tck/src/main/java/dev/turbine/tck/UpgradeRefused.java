package dev.turbine.tck;

/** A request for a WebSocket that was answered over HTTP instead. */
public final class UpgradeRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient RawReply reply;

    UpgradeRefused(RawReply reply) {
        super("upgrade answered with " + reply);
        this.reply = reply;
    }

    /** What was answered. */
    public RawReply reply() {
        return reply;
    }
}
