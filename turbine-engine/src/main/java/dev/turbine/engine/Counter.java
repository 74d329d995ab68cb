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
    /** Counted where entries come and go, not computed from the others: so the law can be checked. */
    PENDING,
    PENDING_BYTES
}
