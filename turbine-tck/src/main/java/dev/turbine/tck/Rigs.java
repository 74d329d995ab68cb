package dev.turbine.tck;

/** Where the tests of {@link TransportContract} find what they test. */
interface Rigs {
    /** The one that was started for this test. */
    Rig rig();

    /** Another, with an acceptor of the test's own; the test closes it. */
    Rig rig(RecordingAcceptor acceptor);

    /** Whether the transport opens the port that it serves. */
    boolean opensPort();
}
