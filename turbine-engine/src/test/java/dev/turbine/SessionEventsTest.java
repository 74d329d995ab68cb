package dev.turbine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.turbine.api.Disconnect;
import dev.turbine.api.Limit;
import dev.turbine.api.SessionInfo;
import dev.turbine.api.SessionListener;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SessionEventsTest {
    private final FakeTransport transport = new FakeTransport();
    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final List<String> threads = Collections.synchronizedList(new ArrayList<>());

    /** Notes what it is told; may be made to wait or throw. */
    private class Recording implements SessionListener {
        void note(String event) {
            threads.add(Thread.currentThread().getName());
            events.add(event);
        }

        @Override
        public void onConnected(SessionInfo session) {
            note(session.user() + " connected");
        }

        @Override
        public void onSubscribed(SessionInfo session, String channel) {
            note(session.user() + " subscribed " + channel);
        }

        @Override
        public void onClosed(SessionInfo session, Disconnect disconnect) {
            note(session.user() + " closed " + disconnect.code());
        }
    }

    private Turbine.Builder builder(SessionListener listener) {
        return TestNodes.builder(transport).name("events").sessionListener(listener);
    }

    @Test
    void comeInTheOrderInWhichTheyHappenOffTheShards() {
        try (Turbine node = builder(new Recording()).start()) {
            FakeConnection ann = transport.subscribe("ann", "a", "b");
            ann.leave();
            await().until(() -> events.size() == 4);

            assertThat(events)
                    .containsExactly("ann connected", "ann subscribed a", "ann subscribed b", "ann closed 1000");
            assertThat(threads).allMatch(name -> name.startsWith("turbine-events-callback-"));
            assertThat(node.stats().faults()).isZero();
        }
    }

    @Test
    void aSessionThatNeverConnectedIsNoEvent() {
        try (Turbine node = builder(new Recording()).start()) {
            FakeConnection nobody = transport.open();
            nobody.command("{\"id\":1,\"method\":\"ping\"}");
            nobody.awaitFrame("{\"id\":1,\"result\":{\"pong\":true}}");
            nobody.leave();
            await().until(() -> node.stats().sessions() == 0);
        }
        assertThat(events).isEmpty();
    }

    @Test
    void aSecondSubscribeIsNoEvent() {
        try (Turbine node = builder(new Recording()).start()) {
            transport.subscribe("ann", "a", "a");
            assertThat(node.stats().subscriptions()).isEqualTo(1);
        }
        assertThat(events).containsExactly("ann connected", "ann subscribed a", "ann closed 4000");
    }

    @Test
    void theEndTellsTheServersOwnCode() {
        try (Turbine node = builder(new Recording()).start()) {
            transport.connect("ann");
            assertThat(TestNodes.get(node.disconnect("ann"))).isEqualTo(1);
            await().until(() -> events.contains("ann closed 4503"));
        }
    }

    @Test
    void whatTheListenerThrowsIsCountedAndTheNextEventComes() {
        SessionListener throwing = new Recording() {
            @Override
            void note(String event) {
                super.note(event);
                throw new IllegalStateException("test");
            }
        };
        try (Turbine node = builder(throwing).start()) {
            transport.subscribe("ann", "a").leave();
            await().until(() -> node.stats().faults() == 3);
        }
        assertThat(events).containsExactly("ann connected", "ann subscribed a", "ann closed 1000");
    }

    @Test
    void eventsBeyondTheQueueAreLostAndCountedAndSessionsGoOn() {
        CountDownLatch hold = new CountDownLatch(1);
        SessionListener slow = new Recording() {
            @Override
            void note(String event) {
                try {
                    hold.await();
                } catch (InterruptedException interrupted) {
                    Thread.currentThread().interrupt();
                }
                super.note(event);
            }
        };
        try (Turbine node = builder(slow).limit(Limit.EVENT_QUEUE, 2).start()) {
            FakeConnection ann = transport.connect("ann");
            for (int i = 0; i < 6; i++) {
                ann.subscribe("c" + i);
            }
            await().until(() -> node.stats().lost().get("events") >= 4);
            assertThat(TestNodes.get(node.publish("c5", "1")).delivered()).isEqualTo(1);
            hold.countDown();
            await().until(() -> !events.isEmpty());
        }
        assertThat(events).startsWith("ann connected");
    }

    @Test
    void aListenerMayDisconnectTheSessionThatItIsToldOf() {
        List<Turbine> node = Collections.synchronizedList(new ArrayList<>());
        SessionListener strict = new Recording() {
            @Override
            public void onConnected(SessionInfo session) {
                super.onConnected(session);
                TestNodes.get(node.get(0).disconnect(session.user()));
            }
        };
        try (Turbine started = builder(strict).start()) {
            node.add(started);
            assertThat(transport.connect("ann").awaitClosed()).isEqualTo(Disconnect.BY_APPLICATION);
            await().until(() -> events.size() == 2);
        }
        assertThat(events).containsExactly("ann connected", "ann closed 4503");
    }
}
