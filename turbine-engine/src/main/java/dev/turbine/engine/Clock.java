package dev.turbine.engine;

/** Time, handed in: shards never ask the system for it, so that a test can step them. */
interface Clock {
    Clock SYSTEM = new Clock() {
        private final long start = System.nanoTime();

        @Override
        public long nanos() {
            return System.nanoTime() - start;
        }

        @Override
        public long epochMillis() {
            return System.currentTimeMillis();
        }
    };

    /** Nanoseconds from some moment on: 0 or more, and never back. */
    long nanos();

    /** Milliseconds since 1970, as tokens count. */
    long epochMillis();
}
