package dev.turbine.engine;

/** What each shard counts about its own. The names are explained at {@link dev.turbine.api.Stats}. */
enum Counter {
    SESSIONS,
    SUBSCRIPTIONS,
    CHANNELS,
    OFFERED,
    DELIVERED,
    DROPPED_MESSAGES,
    DROPPED_BYTES,
    SENT,
    DISCARDED_CLOSED,
    DISCARDED_FAILED,
    /** By a newer publication of its channel, as the channel's policy says. */
    DISCARDED_OVERTAKEN,
    /** Counted where entries come and go, not computed from the others: so the law can be checked. */
    PENDING,
    PENDING_BYTES,
    HISTORY_BYTES,
    HISTORY_EVICTED,
    RECOVERED,
    UNRECOVERED,
    FELL_BEHIND,
    POSITION_LOST,
    LOST_CLIENTS
}
