package dev.turbine.tck;

import dev.turbine.api.Disconnect;
import dev.turbine.spi.Acceptor;
import dev.turbine.spi.Admission;
import dev.turbine.spi.Connection;
import dev.turbine.spi.HttpCall;
import dev.turbine.spi.HttpReply;
import dev.turbine.spi.Message;
import dev.turbine.spi.RequestHead;
import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportLimits;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** What a transport may do wrong at its beginning and end, with requests, and with what is too big or too slow. */
enum ServingFault implements Fault {
    T1_STARTS_LATER {
        @Override
        public Transport transport() {
            return new LateTransport();
        }
    },
    T7_HAS_NO_LIMIT {
        @Override
        public TransportLimits limits(TransportLimits sound) {
            return new TransportLimits(Integer.MAX_VALUE, Integer.MAX_VALUE, sound.idleTimeout());
        }
    },
    T7_COUNTS_NO_FRAGMENTS {
        @Override
        public TransportLimits limits(TransportLimits sound) {
            return new TransportLimits(sound.messageBytes(), Integer.MAX_VALUE, sound.idleTimeout());
        }
    },
    T7_HOLDS_A_MESSAGE_WHOLE_BEFORE_IT_IS_TOO_BIG {
        @Override
        public TransportLimits limits(TransportLimits sound) {
            return new TransportLimits(Integer.MAX_VALUE, sound.messageFragments(), sound.idleTimeout());
        }

        @Override
        public void onMessage(Connection.Listener sound, Connection connection, byte[] payload, Message.Kind kind) {
            if (payload.length > RecordingAcceptor.MESSAGE_BYTES) {
                connection.close(Disconnect.TOO_BIG);
            } else {
                sound.onMessage(payload, kind);
            }
        }
    },
    T8_STAYS_OPEN {
        @Override
        public void close(Transport sound) {}
    },
    T8_LEAVES_A_THREAD {
        @Override
        public void start(Transport sound, Acceptor acceptor) throws IOException {
            sound.start(acceptor);
            Thread forgotten = new Thread(LockSupport::park, "forgotten");
            forgotten.setDaemon(true);
            forgotten.start();
        }
    },
    T8_THROWS_WHEN_CLOSED_AGAIN {
        private final Set<Transport> closed = ConcurrentHashMap.newKeySet();

        @Override
        public void close(Transport sound) {
            if (!closed.add(sound)) {
                throw new IllegalStateException("deliberate");
            }
            sound.close();
        }
    },
    T9_GRANTS_COMPRESSION {
        @Override
        public Admission admission(Admission sound) {
            return sound instanceof Admission.Accept accept
                    // a line more than it should have
                    ? new Admission.Accept("none\r\nSec-WebSocket-Extensions: permessage-deflate", accept.open())
                    : sound;
        }
    },
    T10_ADMITS_WHAT_IS_REFUSED {
        @Override
        public Admission admission(Admission sound) {
            return sound instanceof Admission.Refuse ? new Admission.Accept(null, RecordingListener::new) : sound;
        }
    },
    T10_TELLS_THE_PATH_FROM_THE_ROOT {
        @Override
        public String path(RequestHead sound) {
            return "/mounted" + sound.path();
        }
    },
    T11_TAKES_ONE_BYTE_TOO_MANY {
        @Override
        public void readBody(HttpCall sound, int limit, HttpCall.Body body) {
            sound.readBody(limit + 1, body);
        }
    },
    T11_TELLS_NOTHING_OF_A_BODY_THAT_FAILS {
        @Override
        public void readBody(HttpCall sound, int limit, HttpCall.Body body) {
            sound.readBody(limit, new HttpCall.Body() {
                @Override
                public void onBytes(byte[] bytes) {
                    body.onBytes(bytes);
                }

                @Override
                public void onTooBig() {
                    body.onTooBig();
                }

                @Override
                public void onFailed(Throwable failure) {}
            });
        }
    },
    T12_TAKES_A_SECOND_REPLY {
        @Override
        public void reply(HttpCall sound, HttpReply reply, Runnable done) {
            try {
                sound.reply(reply, done);
            } catch (IllegalStateException e) {
                // swallowed: that is the fault
            }
        }
    },
    T12_LEAVES_HEADERS_OUT {
        @Override
        public void reply(HttpCall sound, HttpReply reply, Runnable done) {
            HttpReply.Full full = (HttpReply.Full) reply;
            sound.reply(new HttpReply.Full(full.status(), full.contentType(), Map.of(), full.body()), done);
        }
    },
    T14_NEVER_LOSES_PATIENCE {
        @Override
        public TransportLimits limits(TransportLimits sound) {
            return new TransportLimits(sound.messageBytes(), sound.messageFragments(), Duration.ofHours(1));
        }
    },
    T15_TELLS_NOTHING_OF_A_REPLY {
        @Override
        public void reply(HttpCall sound, HttpReply reply, Runnable done) {
            sound.reply(reply);
        }
    },
    T15_TELLS_TWICE {
        @Override
        public void reply(HttpCall sound, HttpReply reply, Runnable done) {
            sound.reply(reply, () -> {
                done.run();
                done.run();
            });
        }
    },
    T15_TELLS_BEFORE_IT_IS_WRITTEN {
        @Override
        public void reply(HttpCall sound, HttpReply reply, Runnable done) {
            sound.reply(reply);
            done.run();
        }
    },
    T15_TELLS_ALSO_WHO_IS_REFUSED {
        @Override
        public void reply(HttpCall sound, HttpReply reply, Runnable done) {
            try {
                sound.reply(reply, done);
            } catch (IllegalStateException e) {
                done.run();
                throw e;
            }
        }
    };
}
