package dev.turbine.tck.plain;

import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Closes a socket unless what is written to it has been taken in time: a write that blocks has no timeout of its own. */
final class PlainPatience {
    private final CountDownLatch over = new CountDownLatch(1);

    PlainPatience(Socket socket, Duration time) {
        PlainTransport.daemon("plain-patience", () -> {
            try {
                if (!over.await(time.toMillis(), TimeUnit.MILLISECONDS)) {
                    socket.close();
                }
            } catch (Exception e) {
                // It is closed as far as anybody can tell.
            }
        });
    }

    void end() {
        over.countDown();
    }
}
