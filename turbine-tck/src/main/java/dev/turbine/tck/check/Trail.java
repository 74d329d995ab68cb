package dev.turbine.tck.check;

/** What one client saw of one channel, over all of its connections. */
interface Trail {
    /** What a client saw of a channel that promises it so much. */
    @FunctionalInterface
    interface Of {
        Trail of(String client, String channel, ChannelKind kind);
    }

    void subscribed(Event.Subscribed event, String node);

    void received(Event.Received event);

    /** The subscription has ended, by whatever. */
    void unsubscribed();

    /** The subscription held until its node had shut down: what was published there before had the time to arrive. */
    void drained();

    /** The subscription held to the end: everything that was owed had the time to arrive. */
    void ended();

    /** Says what is wrong that could not be said before everything was known. */
    void judge();
}
