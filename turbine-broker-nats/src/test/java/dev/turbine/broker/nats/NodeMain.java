package dev.turbine.broker.nats;

import java.io.BufferedReader;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/**
 * The child process of {@link NodeProcess}: a node that says where it serves, publishes at a steady rate once it is told to,
 * and says of each publication that it was forwarded. It ends with its standard input.
 */
final class NodeMain {
    private NodeMain() {}

    /** Number of the node, number of channels, publications a second, server. */
    public static void main(String[] args) throws IOException {
        BufferedReader in = new BufferedReader(
                new InputStreamReader(new FileInputStream(FileDescriptor.in), StandardCharsets.UTF_8));
        PrintStream out = new PrintStream(new FileOutputStream(FileDescriptor.out), true, StandardCharsets.UTF_8);
        try (Member member = Member.start(Integer.parseInt(args[0]), args[3])) {
            out.println(member.base());
            if (in.readLine() != null) {
                Thread publishing = new Thread(() -> publish(member, args, out));
                publishing.setDaemon(true);
                publishing.start();
            }
            while (in.readLine() != null) {
                // until the parent ends it, or is gone
            }
        }
        System.exit(0);
    }

    private static void publish(Member member, String[] args, PrintStream out) {
        int channels = Integer.parseInt(args[1]);
        long interval = 1_000_000_000L / Integer.parseInt(args[2]);
        for (int sent = 0; ; sent++) {
            Numbered next = new Numbered(member.number(), sent % channels, 1 + sent / channels, System.nanoTime());
            member.turbine()
                    .publish(List.of(Numbered.channel(next.channel())), next.json())
                    .thenAccept(result -> {
                        if (result.forwarded()) {
                            out.println(next.channel() + " " + next.number());
                        }
                    });
            LockSupport.parkNanos(interval);
        }
    }
}
