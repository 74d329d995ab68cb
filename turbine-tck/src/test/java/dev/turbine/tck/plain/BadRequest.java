package dev.turbine.tck.plain;

/** A request that is answered with an error before anybody looks at it; where it ends is unknown. */
final class BadRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;

    BadRequest(int status) {
        super("answered with " + status);
        this.status = status;
    }

    int status() {
        return status;
    }
}
