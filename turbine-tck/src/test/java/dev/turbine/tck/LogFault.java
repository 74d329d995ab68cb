package dev.turbine.tck;

import dev.turbine.spi.Broker;
import dev.turbine.spi.PublicationLog.Appended;
import dev.turbine.spi.PublicationLog.Entry;
import dev.turbine.spi.PublicationLog.Outcome;
import dev.turbine.spi.PublicationLog.Page;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a log may do wrong. The name of a fault begins with the rule that it breaks. */
enum LogFault {
    L1_ENTRIES_COME_TWICE(sound -> new BrokenLog(sound) {
        @Override
        public void onAppended(String channel, Entry entry) {
            engine.onAppended(channel, entry);
            engine.onAppended(channel, entry);
        }
    }),
    L1_TELLS_BEFORE_IT_HAS_A_PLACE(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<Appended> append(String channel, byte[] payload, @Nullable String key) {
            engine.onAppended(channel, new Entry(1, 0, payload));
            return sound.append(channel, payload, key);
        }
    }),
    L1_SWAPS_TWO(sound -> new BrokenLog(sound) {
        private @Nullable Runnable held;
        private int count;

        @Override
        public void onAppended(String channel, Entry entry) {
            if (++count % 10 == 5) {
                held = () -> engine.onAppended(channel, entry);
                return;
            }
            engine.onAppended(channel, entry);
            if (held != null) {
                held.run();
                held = null;
            }
        }
    }),
    L1_LOSES_EMPTY_PAYLOADS(sound -> new BrokenLog(sound) {
        @Override
        public void onAppended(String channel, Entry entry) {
            if (entry.payload().length > 0) {
                engine.onAppended(channel, entry);
            }
        }
    }),
    L2_DOES_NOT_KNOW_THE_ONE_BEFORE(sound -> new BrokenLog(sound) {
        @Override
        public void onAppended(String channel, Entry entry) {
            engine.onAppended(channel, new Entry(entry.offset(), 0, entry.payload()));
        }
    }),
    L2_COUNTS_ALL_CHANNELS(sound -> new BrokenLog(sound) {
        @Override
        public void onAppended(String channel, Entry entry) {
            engine.onAppended(channel, new Entry(entry.offset(), entry.offset() - 1, entry.payload()));
        }
    }),
    L3_COMPLETES_BEFORE_IT_FOLLOWS(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<Void> follow(String channel) {
            BrokenBroker.LATER.execute(() -> sound.follow(channel));
            return CompletableFuture.completedFuture(null);
        }
    }),
    L3_IGNORES_UNFOLLOW(sound -> new BrokenLog(sound) {
        @Override
        public void unfollow(String channel) {}
    }),
    L4_SAYS_APPENDED_WITHOUT_A_LINK(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<Appended> append(String channel, byte[] payload, @Nullable String key) {
            return sound.append(channel, payload, key)
                    .thenApply(result -> result.outcome() == Outcome.APPENDED
                            ? result
                            : new Appended(Outcome.APPENDED, Long.MAX_VALUE));
        }
    }),
    L4_SAYS_NOT_APPENDED_OF_WHAT_IS(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<Appended> append(String channel, byte[] payload, @Nullable String key) {
            return sound.append(channel, payload, key)
                    .thenApply(result -> payload.length == 3 ? new Appended(Outcome.NOT_APPENDED, 0) : result);
        }
    }),
    L4_TELLS_OF_WHAT_IS_NOT_IN_THE_LOG(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest) {
            return changed(
                    sound.read(channel, after, limit, newest),
                    page -> page.entries().size() < 5
                            ? page
                            : new Page(
                                    page.epoch(),
                                    page.top(),
                                    page.entries().subList(1, page.entries().size()),
                                    false));
        }
    }),
    L5_FORGETS_THE_TOP(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest) {
            return changed(
                    sound.read(channel, after, limit, newest),
                    page -> new Page(
                            page.epoch(), page.entries().isEmpty() ? 0 : page.top(), page.entries(), page.complete()));
        }
    }),
    L5_READS_THE_PLACE_ITSELF(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest) {
            return sound.read(channel, Math.max(0, after - 1), limit, newest);
        }
    }),
    L5_IGNORES_THE_LIMIT(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest) {
            return sound.read(channel, after, LogNode.ALL, newest);
        }
    }),
    L5_THE_NEWEST_ARE_THE_OLDEST(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest) {
            return sound.read(channel, after, limit, false);
        }
    }),
    L6_ALWAYS_COMPLETE(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest) {
            return changed(
                    sound.read(channel, after, limit, newest),
                    page -> new Page(page.epoch(), page.top(), page.entries(), true));
        }
    }),
    L6_NEVER_COMPLETE(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest) {
            return changed(
                    sound.read(channel, after, limit, newest),
                    page -> new Page(page.epoch(), page.top(), page.entries(), false));
        }
    }),
    L6_LEAVES_OUT_WHAT_WENT_MEANWHILE(sound -> new BrokenLog(sound) {
        private int reads;

        @Override
        public CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest) {
            boolean hole = ++reads % 10 == 0;
            return changed(
                    sound.read(channel, after, limit, newest),
                    page -> !hole || page.entries().size() < 3
                            ? page
                            : new Page(
                                    page.epoch(),
                                    page.top(),
                                    List.of(
                                            page.entries().get(0),
                                            page.entries().get(page.entries().size() - 1)),
                                    page.complete()));
        }
    }),
    L7_IGNORES_KEYS(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<Appended> append(String channel, byte[] payload, @Nullable String key) {
            return sound.append(channel, payload, null);
        }
    }),
    L7_KEYS_ARE_OF_ALL_CHANNELS(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<Appended> append(String channel, byte[] payload, @Nullable String key) {
            return sound.append(key == null ? channel : "news", payload, key);
        }
    }),
    L7_FORGETS_KEYS_AFTER_A_GAP(sound -> new BrokenLog(sound) {
        private volatile boolean forgetful;

        @Override
        public CompletionStage<Appended> append(String channel, byte[] payload, @Nullable String key) {
            return sound.append(channel, payload, forgetful ? null : key);
        }

        @Override
        public void onGap() {
            forgetful = true;
            engine.onGap();
        }
    }),
    L8_TELLS_NO_GAP(LogFault::withoutGaps),
    L9_ANOTHER_EPOCH_ON_EACH_NODE(sound -> new BrokenLog(sound) {
        private final String own = UUID.randomUUID().toString();

        @Override
        public CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest) {
            return changed(
                    sound.read(channel, after, limit, newest),
                    page -> new Page(own, page.top(), page.entries(), page.complete()));
        }
    }),
    L10_WAITS_FOR_AN_ANSWER_FOR_EVER(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<Appended> append(String channel, byte[] payload, @Nullable String key) {
            CompletionStage<Appended> stage = sound.append(channel, payload, key);
            return stage.toCompletableFuture().isDone() ? stage : new CompletableFuture<>();
        }
    }),
    L10_READS_WAIT_FOR_EVER(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest) {
            CompletionStage<@Nullable Page> stage = sound.read(channel, after, limit, newest);
            return stage.toCompletableFuture().isDone() ? stage : new CompletableFuture<>();
        }
    }),
    L11_AN_APPEND_AFTER_CLOSE_THROWS(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<Appended> append(String channel, byte[] payload, @Nullable String key) {
            if (closed) {
                throw new IllegalStateException("deliberate");
            }
            return sound.append(channel, payload, key);
        }
    }),
    L11_DROPS_WHAT_IT_HAS_IN_HAND(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<Appended> append(String channel, byte[] payload, @Nullable String key) {
            return CompletableFuture.supplyAsync(() -> sound.append(channel, payload, key), BrokenBroker.LATER)
                    .thenCompose(stage -> stage);
        }
    }),
    L12_FOLDS_CASE(sound -> new BrokenLog(sound) {
        @Override
        public CompletionStage<Appended> append(String channel, byte[] payload, @Nullable String key) {
            return sound.append(channel.toLowerCase(Locale.ROOT), payload, key);
        }
    }),
    L13_KEEPS_ITS_EPOCH(sound -> new BrokenLog(sound) {
        private @Nullable String first;

        @Override
        public CompletionStage<@Nullable Page> read(String channel, long after, int limit, boolean newest) {
            return changed(sound.read(channel, after, limit, newest), page -> {
                first = first == null ? page.epoch() : first;
                return new Page(first, page.top(), page.entries(), page.complete());
            });
        }
    }),
    L13_DOES_NOT_TELL(LogFault::withoutGaps);

    private final Function<Broker, BrokenLog> around;

    LogFault(Function<Broker, BrokenLog> around) {
        this.around = around;
    }

    private static BrokenLog withoutGaps(Broker sound) {
        return new BrokenLog(sound) {
            @Override
            public void onGap() {}
        };
    }

    /** Makes a broken log of a broker's sound one. */
    BrokenLog around(Broker sound) {
        return around.apply(sound);
    }

    /** The rule, as the names of tests begin: {@code l4}. */
    String rule() {
        return name().substring(0, name().indexOf('_')).toLowerCase(Locale.ROOT);
    }

    private static CompletionStage<@Nullable Page> changed(
            CompletionStage<@Nullable Page> read, UnaryOperator<Page> change) {
        return read.thenApply(page -> page == null ? null : change.apply(page));
    }
}
