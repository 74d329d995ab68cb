package dev.turbine.tck;

import dev.turbine.api.LinkStats;
import dev.turbine.spi.Broker;
import dev.turbine.spi.Broker.Forwarding;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What a broker may do wrong on a link that is whole, or dead. The name of a fault begins with the rule that it breaks. */
enum RelayFault implements BrokerFault {
    B1_DELIVERS_TWICE(sound -> new BrokenBroker(sound) {
        @Override
        public void onPublication(String channel, byte[] payload) {
            engine.onPublication(channel, payload.clone());
            engine.onPublication(channel, payload);
        }
    }),
    B1_DELIVERS_TO_ITSELF(sound -> new BrokenBroker(sound) {
        @Override
        public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
            if (channels.contains(channel)) {
                engine.onPublication(channel, payload.clone());
            }
            return sound.publish(channel, payload);
        }
    }),
    B1_DELIVERS_WHAT_NOBODY_ASKED_FOR(sound -> new BrokenBroker(sound) {
        @Override
        public void start(Listener listener) {
            super.start(listener);
            sound.subscribe("nobody");
        }
    }),
    B1_IGNORES_UNSUBSCRIBE(sound -> new BrokenBroker(sound) {
        @Override
        public void unsubscribe(String channel) {}
    }),
    B1_LOSES_EMPTY_PAYLOADS(sound -> new BrokenBroker(sound) {
        @Override
        public void onPublication(String channel, byte[] payload) {
            if (payload.length > 0) {
                engine.onPublication(channel, payload);
            }
        }
    }),
    B1_HANDS_OVER_THE_PUBLISHERS_ARRAY(sound -> new BrokenBroker(sound) {
        @Override
        public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
            published = payload;
            return sound.publish(channel, payload);
        }

        @Override
        public void onPublication(String channel, byte[] payload) {
            engine.onPublication(channel, published);
        }
    }),
    B2_COMPLETES_BEFORE_IT_IS_REGISTERED(sound -> new BrokenBroker(sound) {
        @Override
        public CompletionStage<Void> subscribe(String channel) {
            LATER.execute(() -> sound.subscribe(channel));
            return CompletableFuture.completedFuture(null);
        }
    }),
    B2_WAITS_FOR_AN_ANSWER_FOR_EVER(sound -> new BrokenBroker(sound) {
        @Override
        public CompletionStage<Void> subscribe(String channel) {
            CompletionStage<Void> stage = sound.subscribe(channel);
            return stage.toCompletableFuture().isDone() ? stage : new CompletableFuture<>();
        }
    }),
    B2_A_LATE_UNSUBSCRIBE_UNDOES_A_SUBSCRIBE(sound -> new BrokenBroker(sound) {
        @Override
        public void unsubscribe(String channel) {
            LATER.execute(() -> sound.unsubscribe(channel));
        }
    }),
    B3_SWAPS_TWO(sound -> new BrokenBroker(sound) {
        private @Nullable Runnable held;
        private int count;

        @Override
        public void onPublication(String channel, byte[] payload) {
            if (++count % 10 == 5) {
                held = () -> engine.onPublication(channel, payload);
                return;
            }
            engine.onPublication(channel, payload);
            if (held != null) {
                held.run();
                held = null;
            }
        }
    }),
    B3_LARGE_ONES_COME_LATER(sound -> new BrokenBroker(sound) {
        @Override
        public void onPublication(String channel, byte[] payload) {
            if (payload.length > 100_000) {
                LATER.execute(() -> engine.onPublication(channel, payload));
            } else {
                engine.onPublication(channel, payload);
            }
        }
    }),
    B4_FOLDS_CASE(sound -> new RenamingBroker(sound, name -> name.toLowerCase(Locale.ROOT))),
    B4_NORMALISES(sound -> new RenamingBroker(sound, name -> Normalizer.normalize(name, Normalizer.Form.NFC))),
    B4_STRIPS_SPACES(sound -> new RenamingBroker(sound, String::strip)),
    B4_SKIPS_EMPTY_TOKENS(sound -> new RenamingBroker(sound, name -> name.replaceAll("\\.+", "."))),
    B4_DECODES(sound -> new RenamingBroker(sound, name -> name.replace("=41", "A"))),
    B4_CUTS_LONG_NAMES(sound -> new RenamingBroker(sound, name -> name.substring(0, Math.min(254, name.length())))),
    B4_A_WILDCARD_HEARS_ALL(sound -> new BrokenBroker(sound) {
        @Override
        public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
            sound.publish(">", payload);
            return sound.publish(channel, payload);
        }
    }),
    B4_A_LINE_IN_A_NAME_IS_A_COMMAND(sound -> new BrokenBroker(sound) {
        @Override
        public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
            return sound.publish(channel.startsWith("x\r\nPUB y") ? "y" : channel, payload);
        }
    }),
    B5_PUBLISH_THROWS_WITHOUT_A_LINK(sound -> new BrokenBroker(sound) {
        @Override
        public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
            if (isAway()) {
                throw new IllegalStateException("deliberate");
            }
            return sound.publish(channel, payload);
        }
    }),
    B5_PUBLISH_WAITS_FOR_THE_LISTENER(sound -> new BrokenBroker(sound) {
        private final ReentrantLock lock = new ReentrantLock();

        @Override
        public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
            lock.lock();
            lock.unlock();
            return sound.publish(channel, payload);
        }

        @Override
        public void onPublication(String channel, byte[] payload) {
            lock.lock();
            try {
                engine.onPublication(channel, payload);
            } finally {
                lock.unlock();
            }
        }
    }),
    B5_A_STAGE_WAITS_FOR_EVER(sound -> new BrokenBroker(sound) {
        @Override
        public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
            CompletionStage<Forwarding> stage = sound.publish(channel, payload);
            return stage.toCompletableFuture().isDone() ? stage : new CompletableFuture<>();
        }
    }),
    B5_SAYS_FORWARDED_WITHOUT_A_LINK(sound -> new BrokenBroker(sound) {
        @Override
        public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
            return sound.publish(channel, payload)
                    .thenApply(outcome -> outcome == Forwarding.NOT_FORWARDED ? Forwarding.FORWARDED : outcome);
        }
    }),
    B5_SAYS_FORWARDED_BEFORE_IT_IS_CONFIRMED(sound -> new BrokenBroker(sound) {
        @Override
        public CompletionStage<Forwarding> publish(String channel, byte[] payload) {
            CompletionStage<Forwarding> stage = sound.publish(channel, payload);
            return stage.toCompletableFuture().isDone()
                    ? stage
                    : CompletableFuture.completedFuture(Forwarding.FORWARDED);
        }
    }),
    B5_DOES_NOT_COUNT_WHAT_STAYED(sound -> new BrokenBroker(sound) {
        @Override
        public LinkStats stats() {
            LinkStats truth = sound.stats();
            return new LinkStats(
                    truth.state(),
                    truth.offered(),
                    truth.forwarded(),
                    Map.of(),
                    truth.unknown(),
                    truth.waiting(),
                    truth.received(),
                    truth.dropped(),
                    truth.gaps());
        }
    }),
    B5_OVERFLOWS_IN_SILENCE(sound -> new BrokenBroker(sound) {
        @Override
        public void onGap() {
            if (sound.stats().dropped().isEmpty()) {
                engine.onGap();
            }
        }
    });

    private static volatile byte[] published = {};

    private final Function<Broker, BrokenBroker> around;

    RelayFault(Function<Broker, BrokenBroker> around) {
        this.around = around;
    }

    @Override
    public BrokenBroker around(Broker sound) {
        return around.apply(sound);
    }
}
