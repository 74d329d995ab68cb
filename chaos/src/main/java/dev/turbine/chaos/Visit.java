package dev.turbine.chaos;

import dev.turbine.tck.Talk;
import dev.turbine.tck.check.Received;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** One connection of a subscriber to a node. */
final class Visit implements Talk {
    final String name;
    final int node;
    private final Subscriber subscriber;

    /** What the swarm calls it; guarded by the subscriber. */
    int session = -1;

    /** Whether commands can be sent; guarded by the subscriber. */
    boolean open;

    Visit(String name, int node, Subscriber subscriber) {
        this.name = name;
        this.node = node;
        this.subscriber = subscriber;
    }

    @Override
    public void onOpen(Line line) {
        guarded(() -> {
            if (subscriber.opened(this)) {
                line.ready();
            } else {
                line.fail("the subscriber has gone elsewhere before it was connected");
            }
        });
    }

    @Override
    public boolean onText(ByteBuffer payload, Line line) {
        String text = StandardCharsets.UTF_8.decode(payload.duplicate()).toString();
        guarded(() -> subscriber.message(this, new Received(text)));
        return false;
    }

    void closed(int code) {
        guarded(() -> subscriber.closed(this, code));
    }

    /** What is thrown would end the swarm's thread, and with it all of its connections. */
    private void guarded(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException fault) {
            subscriber.fail(name + ": " + fault);
        }
    }
}
