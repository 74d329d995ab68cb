package dev.turbine.tck;

/** Where the tests of {@link BrokerContract} find what they test. */
interface Meshes {
    /** The network that was made for this test. */
    Mesh mesh();
}
