package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class GateTest {
    private static final long LONG = 20_000;

    private final Gate gate = new Gate();

    @Test
    void onceShutNothingPasses() throws InterruptedException {
        gate.shut(LONG);
        gate.pass(() -> {
            throw new AssertionError("passed");
        });
    }

    @Test
    void toShutItWaitsForCallsWithinButHoldsUpNoneOfThem() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        Thread call = callWithin(goOn);
        Thread shutting = new Thread(this::shut);
        shutting.start();
        await().until(() -> shutting.getState() == Thread.State.TIMED_WAITING);

        AtomicInteger passed = new AtomicInteger();
        gate.pass(passed::incrementAndGet);

        assertThat(passed).as("neither passes nor waits").hasValue(0);
        goOn.countDown();
        shutting.join();
        call.join();
    }

    @Test
    void itMayBeShutFromWithin() {
        gate.pass(this::shut);
        gate.pass(() -> {
            throw new AssertionError("passed");
        });
    }

    @Test
    void aCallThatDoesNotEndIsNotWaitedForForEver() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        Thread call = callWithin(goOn);

        gate.shut(1);

        assertThat(call.isAlive()).isTrue();
        goOn.countDown();
        call.join();
    }

    /** A call that is within, until it may go on. */
    private Thread callWithin(CountDownLatch goOn) throws InterruptedException {
        CountDownLatch within = new CountDownLatch(1);
        Thread call = new Thread(() -> gate.pass(() -> {
            within.countDown();
            awaitQuietly(goOn);
        }));
        call.start();
        within.await();
        return call;
    }

    private void shut() {
        try {
            gate.shut(LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
