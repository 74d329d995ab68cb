package dev.turbine.tck;

final class MemoryLogContractTest extends PublicationLogContract {
    @Override
    protected LogFixture network() {
        return MemoryNetwork.withLog(100);
    }
}
