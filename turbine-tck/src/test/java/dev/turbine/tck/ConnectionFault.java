package dev.turbine.tck;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Batch;
import dev.turbine.spi.Connection;
import dev.turbine.spi.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** What a transport may do wrong with an open connection. */
enum ConnectionFault implements Fault {
    T2_DELIVERS_WHAT_WAS_NOT_DEMANDED {
        @Override
        public void opening(Connection sound) {
            for (int i = 0; i < 100; i++) {
                sound.demand();
            }
        }
    },
    T2_DELIVERS_ON_MANY_THREADS {
        @Override
        public void onMessage(Connection.Listener sound, Connection connection, byte[] payload, Message.Kind kind) {
            Thread thread = new Thread(() -> sound.onMessage(payload, kind));
            thread.setUncaughtExceptionHandler((failed, e) -> {}); // the test has failed by then, and tells it
            thread.start();
        }
    },
    T2_TAKES_BINARY_FOR_TEXT {
        @Override
        public void onMessage(Connection.Listener sound, Connection connection, byte[] payload, Message.Kind kind) {
            sound.onMessage(payload, Message.Kind.TEXT);
        }
    },
    T3_SEND_WAITS_FOR_THE_PEER {
        @Override
        public void send(Connection sound, Batch batch, Connection.Completion done) {
            CompletableFuture<Boolean> written = new CompletableFuture<>();
            sound.send(batch, failure -> {
                done.done(failure);
                written.complete(true);
            });
            written.join();
        }
    },
    T3_SEND_THROWS_AFTER_THE_END {
        @Override
        public void send(Connection sound, Batch batch, Connection.Completion done) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            sound.send(batch, outcome::complete);
            if (outcome.isDone() && outcome.join() != null) {
                throw new IllegalStateException("deliberate");
            }
            outcome.thenAccept(done::done);
        }
    },
    T3_CALLS_BACK_WITH_A_LOCK_HELD {
        @Override
        public void ping(Connection sound) {
            synchronized (sound) {
                sound.ping();
            }
        }

        @Override
        public void onMessage(Connection.Listener sound, Connection connection, byte[] payload, Message.Kind kind) {
            synchronized (connection) {
                sound.onMessage(payload, kind);
            }
        }
    },
    T4_SENDS_A_BATCH_BACKWARDS {
        @Override
        public void send(Connection sound, Batch batch, Connection.Completion done) {
            List<Message> backwards = new ArrayList<>(batch);
            Collections.reverse(backwards);
            sound.send(Batch.of(backwards), done);
        }
    },
    T4_SENDS_EVERYTHING_AS_TEXT {
        @Override
        public void send(Connection sound, Batch batch, Connection.Completion done) {
            List<Message> texts =
                    batch.stream().map(message -> Message.text(message.text())).toList();
            sound.send(Batch.of(texts), done);
        }
    },
    T4_COMPLETES_WHAT_IS_NOT_WRITTEN {
        @Override
        public void send(Connection sound, Batch batch, Connection.Completion done) {
            sound.send(batch, failure -> {});
            done.done(null);
        }
    },
    T4_COMPLETES_TWICE {
        @Override
        public void send(Connection sound, Batch batch, Connection.Completion done) {
            sound.send(batch, failure -> {
                done.done(failure);
                done.done(failure);
            });
        }
    },
    T4_FORGETS_A_BATCH_THAT_FAILS {
        @Override
        public void send(Connection sound, Batch batch, Connection.Completion done) {
            sound.send(batch, failure -> {
                if (failure == null) {
                    done.done(null);
                }
            });
        }
    },
    T5_TELLS_THE_END_TWICE {
        @Override
        public void onClosed(Connection.Listener sound, Disconnect disconnect) {
            sound.onClosed(disconnect);
            sound.onClosed(disconnect);
        }
    },
    T5_GOES_ON_AFTER_THE_END {
        @Override
        public void onClosed(Connection.Listener sound, Disconnect disconnect) {
            sound.onClosed(disconnect);
            sound.onMessage(new byte[0], Message.Kind.TEXT);
        }
    },
    T5_TELLS_NO_END_WITHOUT_A_CLOSE_FRAME {
        @Override
        public void onClosed(Connection.Listener sound, Disconnect disconnect) {
            if (disconnect.code() != Disconnect.ABNORMAL.code()) {
                sound.onClosed(disconnect);
            }
        }
    },
    T6_LEAVES_THE_REASON_OUT {
        @Override
        public void close(Connection sound, Disconnect disconnect) {
            sound.close(new Disconnect(disconnect.code(), ""));
        }
    },
    T6_CLOSES_WITHOUT_A_CLOSE_FRAME {
        @Override
        public void close(Connection sound, Disconnect disconnect) {
            sound.abort();
        }
    },
    T6_DOES_NOT_WAIT_FOR_THE_PEERS_CLOSE_FRAME {
        @Override
        public void close(Connection sound, Disconnect disconnect) {
            sound.close(disconnect);
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(sound::abort);
        }
    },
    T6_CLOSES_BEFORE_WHAT_WAS_SENT {
        @Override
        public void send(Connection sound, Batch batch, Connection.Completion done) {
            CompletableFuture.delayedExecutor(100, TimeUnit.MILLISECONDS).execute(() -> sound.send(batch, done));
        }
    },
    T13_REPORTS_NO_PONG {
        @Override
        public void onPong(Connection.Listener sound) {}
    };
}
