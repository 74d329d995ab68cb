package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.Limit;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class PermitsTest {
    private final Permits permits = new Permits(new Limits(Map.of(
            Limit.PUBLICATIONS_IN_FLIGHT, 10L,
            Limit.PUBLICATION_BYTES_IN_FLIGHT, 100L,
            Limit.CONNECTIONS, 2L)));

    @Test
    void permitsAreTakenAllOrNone() {
        assertThat(permits.tryPublications(11, 1)).isFalse();
        assertThat(permits.tryPublications(1, 101)).isFalse();
        assertThat(permits.areAllFree()).isTrue();
        assertThat(permits.tryPublications(7, 50)).isTrue();
        assertThat(permits.tryPublications(4, 1)).isFalse();
        assertThat(permits.tryPublications(3, 51)).isFalse();
        assertThat(permits.tryPublications(3, 50)).isTrue();
        assertThat(permits.tryBytes(1)).isFalse();
        assertThat(permits.areAllFree()).isFalse();

        permits.applied(10);
        permits.releasePublications(10, 100);
        assertThat(permits.areAllFree()).isTrue();
        assertThat(permits.tryBytes(100)).isTrue();
        permits.releaseBytes(100);
    }

    @Test
    void connectionsAreCounted() {
        assertThat(permits.tryConnection()).isTrue();
        assertThat(permits.connectionsLeft()).isTrue();
        assertThat(permits.tryConnection()).isTrue();
        assertThat(permits.connectionsLeft()).isFalse();
        assertThat(permits.tryConnection()).isFalse();

        permits.releaseConnection();
        assertThat(permits.connectionsLeft()).isTrue();
    }

    @Test
    void waitingForTheLastOneTakesNothing() throws InterruptedException {
        assertThat(permits.awaitNoPublication(0)).isTrue();
        assertThat(permits.awaitNoConnection(0)).isTrue();
        assertThat(permits.areAllFree()).isTrue();

        permits.tryPublications(1, 1);
        assertThat(permits.awaitNoPublication(TimeUnit.MILLISECONDS.toNanos(1))).isFalse();
        assertThat(permits.awaitNoPublication(-1))
                .as("a deadline that has passed")
                .isFalse();
        permits.applied(1);
        permits.releasePublications(1, 1);
        assertThat(permits.areAllFree()).isTrue();
    }

    @Test
    void waitsForNoResultThatTheHostHasNotTakenYet() throws InterruptedException {
        permits.tryPublications(1, 1);
        permits.applied(1);

        assertThat(permits.awaitNoPublication(0)).isTrue();
        assertThat(permits.areAllFree()).as("it still counts as in flight").isFalse();
        permits.releasePublications(1, 1);
        assertThat(permits.areAllFree()).isTrue();
    }

    @Test
    void theWaitEndsWithTheLastOne() throws InterruptedException {
        permits.tryPublications(2, 2);
        CountDownLatch waiting = new CountDownLatch(1);
        AtomicBoolean ended = new AtomicBoolean();
        Thread thread = new Thread(() -> {
            try {
                waiting.countDown();
                ended.set(permits.awaitNoPublication(TimeUnit.SECONDS.toNanos(20)));
            } catch (InterruptedException unexpected) {
                throw new AssertionError(unexpected);
            }
        });
        thread.start();
        waiting.await();
        permits.applied(1);
        permits.applied(1);
        thread.join();

        assertThat(ended).isTrue();
    }
}
