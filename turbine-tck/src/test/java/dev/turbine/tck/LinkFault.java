package dev.turbine.tck;

import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker;
import dev.turbine.spi.Broker.Forwarding;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** What a broker may do wrong when its link breaks, when it is closed, and with broadcasts. */
enum LinkFault implements BrokerFault {
    B6_TELLS_NO_GAP(sound -> new BrokenBroker(sound) {
        @Override
        public void onGap() {}
    }),
    B6_TELLS_THE_GAP_WHEN_THE_LINK_BREAKS(sound -> new BrokenBroker(sound) {
        @Override
        public LinkStats stats() {
            LinkStats stats = sound.stats();
            if (stats.state() == LinkStats.State.AWAY) {
                engine.onGap();
            }
            return stats;
        }
    }),
    B6_DOES_NOT_SUBSCRIBE_AGAIN(sound -> new BrokenBroker(sound) {
        @Override
        public void onGap() {
            channels.forEach(sound::unsubscribe);
            engine.onGap();
        }
    }),
    B6_SUBSCRIBES_AGAIN_AFTER_THE_GAP(sound -> new BrokenBroker(sound) {
        @Override
        public void onGap() {
            channels.forEach(sound::unsubscribe);
            engine.onGap();
            channels.forEach(sound::subscribe);
        }
    }),
    B6_FORGETS_WHAT_IS_SUBSCRIBED_MEANWHILE(sound -> new BrokenBroker(sound) {
        @Override
        public CompletionStage<Void> subscribe(String channel) {
            return isAway() ? CompletableFuture.completedFuture(null) : super.subscribe(channel);
        }
    }),
    B6_FORGETS_WHAT_IS_UNSUBSCRIBED_MEANWHILE(sound -> new BrokenBroker(sound) {
        @Override
        public void unsubscribe(String channel) {
            if (!isAway()) {
                super.unsubscribe(channel);
            }
        }
    }),
    B6_IS_ALWAYS_UP(sound -> new BrokenBroker(sound) {
        @Override
        public LinkStats stats() {
            return new LinkStats(LinkStats.State.UP, 0, 0, Map.of(), 0, 0, 0, Map.of(), 0);
        }
    }),
    B6_JOINS_LATE_WITHOUT_A_GAP(sound -> new BrokenBroker(sound) {
        private boolean late;

        @Override
        public void start(Listener listener) {
            super.start(listener);
            late = isAway();
        }

        @Override
        public void onGap() {
            if (!late) {
                engine.onGap();
            }
        }
    }),
    B6_START_WAITS_FOR_THE_LINK(sound -> new BrokenBroker(sound) {
        @Override
        public void start(Listener listener) {
            super.start(listener);
            for (int i = 0; i < 1500 && isAway(); i++) {
                pause(1);
            }
        }
    }),
    B7_GOES_ON_AFTER_CLOSE(sound -> new BrokenBroker(sound) {
        @Override
        public void close() {
            LATER.execute(sound::close);
        }
    }),
    B7_COMES_BACK_AFTER_CLOSE(sound -> new BrokenBroker(sound) {
        @Override
        public void close() {
            if (closed || !isAway()) {
                sound.close();
            }
            closed = true;
        }
    }),
    B7_CLOSE_WAITS_FOR_THE_CALL_IT_COMES_FROM(sound -> new BrokenBroker(sound) {
        private final ThreadLocal<Boolean> calling = ThreadLocal.withInitial(() -> false);

        @Override
        public void onPublication(String channel, byte[] payload) {
            calling.set(true);
            engine.onPublication(channel, payload);
            calling.set(false);
        }

        @Override
        public void close() {
            if (calling.get()) {
                pause(1500);
            }
            sound.close();
        }
    }),
    B7_CLOSES_ONCE(sound -> new BrokenBroker(sound) {
        @Override
        public void close() {
            if (closed) {
                throw new IllegalStateException("deliberate");
            }
            super.close();
        }
    }),
    B7_PUBLISH_THROWS_AFTER_CLOSE(sound -> new BrokenBroker(sound) {
        @Override
        public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
            if (closed) {
                throw new IllegalStateException("deliberate");
            }
            return sound.publish(channel, payload);
        }
    }),
    B7_IS_ALONE_FOR_EVER(sound -> new BrokenBroker(sound) {
        @Override
        public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
            return stats().state() == LinkStats.State.ALONE
                    ? CompletableFuture.completedFuture(Forwarding.FORWARDED)
                    : sound.publish(channel, payload);
        }
    }),
    B7_A_SUBSCRIBE_AFTER_CLOSE_WAITS_FOR_EVER(sound -> new BrokenBroker(sound) {
        @Override
        public CompletionStage<Void> subscribe(String channel) {
            return closed ? new CompletableFuture<>() : sound.subscribe(channel);
        }
    }),
    B7_DROPS_WHAT_IT_HAS_IN_HAND(sound -> new BrokenBroker(sound) {
        @Override
        public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
            return CompletableFuture.supplyAsync(() -> sound.publish(channel, payload), LATER)
                    .thenCompose(stage -> stage);
        }
    }),
    B8_REACHES_ITSELF(sound -> new BrokenBroker(sound) {
        @Override
        public void broadcast(byte[] payload) {
            sound.broadcast(payload);
            engine.onBroadcast(payload);
        }
    }),
    B8_ARRIVES_TWICE(sound -> new BrokenBroker(sound) {
        @Override
        public void onBroadcast(byte[] payload) {
            engine.onBroadcast(payload);
            engine.onBroadcast(payload);
        }
    }),
    B8_COUNTS_AS_A_PUBLICATION(sound -> new BrokenBroker(sound) {
        @Override
        public void broadcast(byte[] payload) {
            sound.publish("broadcast", payload);
            sound.broadcast(payload);
        }
    }),
    B8_THROWS_WITHOUT_A_LINK(sound -> new BrokenBroker(sound) {
        @Override
        public void broadcast(byte[] payload) {
            if (isAway()) {
                throw new IllegalStateException("deliberate");
            }
            sound.broadcast(payload);
        }
    }),
    B8_IS_LOST_AFTER_A_GAP(sound -> new BrokenBroker(sound) {
        @Override
        public void onBroadcast(byte[] payload) {
            if (sound.stats().gaps() == 0) {
                engine.onBroadcast(payload);
            }
        }
    }),
    B9_STARTS_TWICE(sound -> new BrokenBroker(sound) {
        @Override
        public void start(Listener listener) {
            if (engine == this) {
                super.start(listener);
            } else {
                engine = listener;
            }
        }
    }),
    B9_TAKES_THE_LISTENER_IT_REFUSES(sound -> new BrokenBroker(sound) {
        @Override
        public void start(Listener listener) {
            engine = listener;
            sound.start(this);
        }
    });

    private final Function<Broker, BrokenBroker> around;

    LinkFault(Function<Broker, BrokenBroker> around) {
        this.around = around;
    }

    @Override
    public BrokenBroker around(Broker sound) {
        return around.apply(sound);
    }

    private static void pause(long millis) {
        try {
            new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
