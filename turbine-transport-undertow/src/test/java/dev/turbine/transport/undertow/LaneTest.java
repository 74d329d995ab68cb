package dev.turbine.transport.undertow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.xnio.OptionMap;
import org.xnio.Options;
import org.xnio.Xnio;
import org.xnio.XnioIoThread;
import org.xnio.XnioWorker;

@Timeout(30)
final class LaneTest {
    private final List<String> done = new CopyOnWriteArrayList<>();
    private XnioWorker worker;
    private XnioIoThread thread;
    private Lane lane;

    @BeforeEach
    void start() throws IOException {
        worker = Xnio.getInstance()
                .createWorker(OptionMap.builder()
                        .set(Options.WORKER_IO_THREADS, 1)
                        .set(Options.WORKER_TASK_MAX_THREADS, 1)
                        .getMap());
        thread = worker.getIoThread();
        lane = new Lane(thread);
    }

    @AfterEach
    void stop() {
        worker.shutdownNow();
    }

    @Test
    void keepsTheOrderAndGoesOnBehindATaskThatFails() {
        lane.execute(() -> done("first"));
        lane.execute(this::fail);
        lane.execute(() -> done("second"));
        await().until(() -> done.size() == 2);

        lane.execute(() -> done("third"));
        await().until(() -> done.size() == 3);

        assertThat(done).containsExactly("first", "second", "third");
    }

    @Test
    void givesBackWhatTheThreadRefuses() {
        worker.shutdown();

        for (int i = 0; i < 2; i++) {
            assertThatExceptionOfType(RejectedExecutionException.class)
                    .isThrownBy(() -> lane.execute(() -> done("refused")));
        }

        lane.close();
        assertThat(done).isEmpty();
    }

    @Test
    void runsOnceWhatWasTakenBeforeTheThreadBeganToEnd() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        thread.execute(() -> await().until(() -> goOn.getCount() == 0));
        lane.execute(() -> done("first"));
        worker.shutdown();
        lane.execute(() -> done("second"));
        goOn.countDown();
        end();

        lane.closeIfStopping();

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void runsWhatWasToWaitWhenTheThreadBeganToEnd() throws InterruptedException {
        lane.execute(() -> done("first"));
        thread.execute(() -> {
            lane.execute(() -> done("second")); // too soon behind the first
            thread.execute(worker::shutdown); // forgets what is to be done later
        });
        end();

        lane.closeIfStopping();

        assertThat(done).containsExactly("first", "second");
    }

    @Test
    void runsWhatIsLeftWhenItIsClosedAlsoBehindATaskThatFails() throws InterruptedException {
        CountDownLatch goOn = new CountDownLatch(1);
        thread.execute(() -> await().until(() -> goOn.getCount() == 0));
        lane.execute(this::fail);
        lane.execute(() -> done("left"));

        lane.closeIfStopping();
        assertThat(done).isEmpty();
        lane.close();
        goOn.countDown();

        assertThat(done).containsExactly("left");
        assertThatExceptionOfType(RejectedExecutionException.class)
                .isThrownBy(() -> lane.execute(() -> done("refused")));
    }

    private void done(String task) {
        done.add(task);
    }

    private void fail() {
        throw new IllegalStateException("on purpose");
    }

    private void end() throws InterruptedException {
        thread.join(TimeUnit.SECONDS.toMillis(10));
        assertThat(thread.isAlive()).isFalse();
    }
}
