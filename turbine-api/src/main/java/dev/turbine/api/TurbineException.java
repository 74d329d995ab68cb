package dev.turbine.api;

/** A mistake in the configuration, or a start that failed. The message says what to do about it. */
public final class TurbineException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public TurbineException(String message) {
        super(message);
    }

    public TurbineException(String message, Throwable cause) {
        super(message, cause);
    }
}
