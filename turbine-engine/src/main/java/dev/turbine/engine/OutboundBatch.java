package dev.turbine.engine;

import dev.turbine.spi.Batch;

/** A batch that sessions of one shard are being sent. Knows how many, so that its memory is counted once. */
final class OutboundBatch {
    final Batch batch;
    private int holders;

    OutboundBatch(Batch batch) {
        this.batch = batch;
    }

    /** Bytes beside those of its messages: they are joined to be written at once. */
    long bytes() {
        return batch.size() == 1 ? 0 : batch.frameBytes();
    }

    /** The part of each that is sent it. */
    long share() {
        return bytes() / holders;
    }

    /** Whether this was the first holder. */
    boolean hold() {
        return holders++ == 0;
    }

    /** Whether this was the last holder. */
    boolean release() {
        return --holders == 0;
    }
}
