package dev.turbine.spi.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class OnceTest {
    @Test
    void runsOnceHoweverManyThreadsAsk() {
        AtomicInteger runs = new AtomicInteger();
        Once once = new Once(runs::incrementAndGet);
        IntStream.range(0, 1_000).parallel().forEach(i -> once.run());
        assertThat(runs).hasValue(1);
    }

    @Test
    void isOverAlsoWhenItFailed() {
        Once once = new Once(() -> {
            throw new IllegalStateException("test");
        });
        try {
            once.run();
        } catch (IllegalStateException expected) {
            once.run();
            return;
        }
        throw new AssertionError("it did not run");
    }
}
