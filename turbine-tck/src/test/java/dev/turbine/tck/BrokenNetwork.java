package dev.turbine.tck;

import dev.turbine.spi.Broker;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** A sound network, whose brokers something is wrong with. */
class BrokenNetwork implements BrokerFixture {
    final MemoryNetwork sound;
    private final UnaryOperator<Broker> around;

    /** @param around makes a {@link BrokenBroker} of a sound one */
    BrokenNetwork(MemoryNetwork sound, UnaryOperator<Broker> around) {
        this.sound = sound;
        this.around = around;
    }

    @Override
    public Broker join() {
        return around.apply(sound.join());
    }

    @Override
    public void cut(Broker broker) {
        sound.cut(((BrokenBroker) broker).sound);
    }

    @Override
    public void swallow(Broker broker) {
        sound.swallow(((BrokenBroker) broker).sound);
    }

    @Override
    public void mend(Broker broker) {
        sound.mend(((BrokenBroker) broker).sound);
    }

    @Override
    public Duration patience() {
        return Duration.ofMillis(600); // most are found by what does not come
    }
}
