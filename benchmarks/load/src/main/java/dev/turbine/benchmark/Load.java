package dev.turbine.benchmark;

/**
 * What is published.
 *
 * @param rate publications a second, over all channels; 0 for as many as the server keeps up with
 * @param bytes length of the data
 */
record Load(double rate, int bytes) {
    static final int USUAL_BYTES = 128;

    static Load at(double rate) {
        return new Load(rate, USUAL_BYTES);
    }

    static Load most() {
        return at(0);
    }
}
