package dev.turbine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.Limit;
import dev.turbine.api.Subscription;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ListenerTest {
    private static final int QUEUE = 16;

    private final Turbine node = TestNodes.builder(new FakeTransport())
            .name("listener")
            .limit(Limit.LISTENER_QUEUE, QUEUE)
            .start();
    private final List<String> received = Collections.synchronizedList(new ArrayList<>());

    @AfterEach
    void stop() {
        node.close();
    }

    private void publish(int from, int to) {
        for (int i = from; i < to; i++) {
            assertThat(TestNodes.get(node.publish("news", Integer.toString(i))).ok())
                    .isTrue();
        }
    }

    private static List<String> numbers(int from, int to) {
        return IntStream.range(from, to).mapToObj(Integer::toString).toList();
    }

    @Test
    void receivesInOrderWhatIsPublishedAfterItHasSubscribed() {
        for (int i = 0; i < 20; i++) {
            String channel = "news" + i;
            List<String> own = Collections.synchronizedList(new ArrayList<>());
            Subscription subscription = node.subscribe(channel, publication -> own.add(publication.data()));
            node.publish(channel, "0");
            node.publish(channel, "1");
            TestNodes.get(node.publish(channel, "2"));

            await().until(() -> own.size() == 3);
            assertThat(own).containsExactly("0", "1", "2");
            assertThat(subscription.channel()).isEqualTo(channel);
        }
    }

    @Test
    void isCalledOffTheThreadsOfTheShards() {
        List<String> threads = Collections.synchronizedList(new ArrayList<>());
        node.subscribe("news", publication -> threads.add(Thread.currentThread().getName()));
        publish(0, 1);

        await().until(() -> threads.size() == 1);
        assertThat(threads).allMatch(name -> name.startsWith("turbine-listener-callback-"));
    }

    @Test
    void theSlowOneAloneLosesWhatDoesNotFitAndItIsCounted() {
        CountDownLatch hold = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        List<String> slow = Collections.synchronizedList(new ArrayList<>());
        node.subscribe("news", publication -> {
            inside.countDown();
            awaitQuietly(hold);
            slow.add(publication.data());
        });
        node.subscribe("news", publication -> received.add(publication.data()));
        publish(0, 1);
        awaitQuietly(inside);
        publish(1, 1 + QUEUE + 5);

        assertThat(node.stats().lost()).containsEntry("publications", 5L);
        await().until(() -> received.size() == QUEUE + 6);
        hold.countDown();

        await().until(() -> slow.size() == QUEUE + 1);
        assertThat(slow).containsExactlyElementsOf(numbers(0, QUEUE + 1));
        assertThat(received).containsExactlyElementsOf(numbers(0, QUEUE + 6));
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void whatItThrowsIsCountedAndTheNextComes() {
        node.subscribe("news", publication -> {
            received.add(publication.data());
            if (publication.data().equals("0")) {
                throw new AssertionError("test");
            }
            throw new IllegalStateException("test");
        });
        publish(0, 3);

        await().until(() -> node.stats().faults() == 3);
        assertThat(received).containsExactly("0", "1", "2");
    }

    @Test
    void afterItIsClosedNothingComes() {
        Subscription subscription = node.subscribe("news", publication -> received.add(publication.data()));
        publish(0, 1);
        await().until(() -> received.size() == 1);
        subscription.close();
        subscription.close();
        publish(1, 5);

        await().until(() -> node.stats().channels() == 0);
        assertThat(received).containsExactly("0");
    }

    @Test
    void closesItselfWithinACall() {
        List<Subscription> subscription = new ArrayList<>();
        AtomicInteger calls = new AtomicInteger();
        CountDownLatch known = new CountDownLatch(1);
        subscription.add(node.subscribe("news", publication -> {
            awaitQuietly(known);
            calls.incrementAndGet();
            subscription.get(0).close();
        }));
        known.countDown();
        publish(0, 10);

        await().until(() -> node.stats().channels() == 0);
        assertThat(calls).hasValue(1);
    }

    @Test
    void publishesWithinACall() {
        node.subscribe("first", publication -> node.publish("second", publication.data()));
        node.subscribe("second", publication -> received.add(publication.data()));
        TestNodes.get(node.publish("first", "\"on\""));

        await().until(() -> received.contains("\"on\""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\ud800"})
    void theNameOfAChannelIsChecked(String channel) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> node.subscribe(channel, publication -> {}))
                .withMessage("channel name must have 1 to 255 bytes of UTF-8 and no control characters");
        assertThatNullPointerException()
                .isThrownBy(() -> node.subscribe("news", null))
                .withMessage("listener");
    }
}
