package dev.turbine.tck;

final class MemoryBrokerContractTest extends BrokerContract {
    @Override
    protected BrokerFixture network() {
        return new MemoryNetwork();
    }
}
