package dev.turbine.tck;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real nats-server in a process of its own, on loopback: the program that the environment variable {@code NATS_SERVER}
 * names, or else the first one on the PATH, in {@code /usr/sbin} or in {@code /usr/local/bin}. Where there is none, a test
 * that asks for it fails, with a message that says how to get one.
 *
 * <p><b>Threads:</b> for the thread of a test alone.
 */
public final class NatsServer implements AutoCloseable {
    private final int port;
    private final int monitor;
    private final List<String> arguments;
    private @Nullable Process process;

    private NatsServer(int port, int monitor, List<String> arguments) {
        this.port = port;
        this.monitor = monitor;
        this.arguments = arguments;
    }

    /**
     * Starts a server on free ports, and returns when it takes connections.
     *
     * @param arguments of the program, beside its addresses
     */
    public static NatsServer start(String... arguments) {
        NatsServer server = stopped(arguments);
        server.restart();
        return server;
    }

    /** One that has its ports but does not run yet: {@link #restart} starts it. */
    public static NatsServer stopped(String... arguments) {
        int port = freePort();
        int monitor = freePort();
        while (monitor == port) { // for that is free again by now
            monitor = freePort();
        }
        return new NatsServer(port, monitor, List.of(arguments));
    }

    /** A port of loopback that nobody listens on at this moment. */
    public static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String program() {
        String named = System.getenv("NATS_SERVER");
        if (named != null) {
            return named;
        }
        String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
        Stream<Path> onPath = Stream.of(path.split(":")).map(Path::of);
        return Stream.concat(onPath, Stream.of(Path.of("/usr/sbin"), Path.of("/usr/local/bin")))
                .map(directory -> directory.resolve("nats-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("there is no nats-server here: run bin/verify, which installs it on"
                                + " Debian and Ubuntu, or install it (2.9 or newer) and name its file in NATS_SERVER"))
                .toString();
    }

    /** Starts it, or starts it again, on the same ports, and returns when it takes connections. */
    public void restart() {
        List<String> command = new ArrayList<>(List.of(
                program(), "-a", "127.0.0.1", "-p", Integer.toString(port), "--http_port", Integer.toString(monitor)));
        command.addAll(arguments);
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw new AssertionError("cannot start " + command.get(0) + ": " + e.getMessage(), e);
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!listens()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new AssertionError("nats-server did not start: " + String.join(" ", command));
            }
            Thread.onSpinWait();
        }
    }

    private boolean listens() {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_000);
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** The port that clients connect to. */
    public int port() {
        return port;
    }

    /** What clients connect to, such as {@code nats://127.0.0.1:4222}. */
    public String url() {
        return "nats://127.0.0.1:" + port;
    }

    /** Ends it at once, as a crash would. */
    public void kill() {
        Process running = running();
        running.destroyForcibly();
        awaitEnd(running);
    }

    /** Sends it a signal, such as {@code STOP}, {@code CONT}, or {@code USR2} for lame duck mode. */
    public void signal(String name) {
        try {
            Process kill = new ProcessBuilder(
                            "kill", "-" + name, Long.toString(running().pid()))
                    .start();
            if (kill.waitFor() != 0) {
                throw new AssertionError("no signal " + name + " to nats-server");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * How many subscriptions to channels clients have on it.
     *
     * @param prefix of the subjects
     */
    public long subscriptions(String prefix) {
        String body = monitor("/subsz?subs=1&limit=1000000&test=");
        return Pattern.compile("\"subject\": \"" + Pattern.quote(prefix + ".c."))
                .matcher(body)
                .results()
                .count();
    }

    /**
     * The number that stands under a name in a page of its monitor.
     *
     * @param page such as {@code /varz}
     * @param name such as {@code connections}
     */
    public long number(String page, String name) {
        Matcher number = Pattern.compile('"' + name + "\": (\\d+)").matcher(monitor(page));
        if (!number.find()) {
            throw new AssertionError("no " + name + " in " + page);
        }
        return Long.parseLong(number.group(1));
    }

    private String monitor(String page) {
        try (InputStream in =
                URI.create("http://127.0.0.1:" + monitor + page).toURL().openStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Process running() {
        if (process == null) {
            throw new IllegalStateException("is not running");
        }
        return process;
    }

    private static void awaitEnd(Process process) {
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Ends it, if it runs. */
    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd(process);
        }
    }
}
