package dev.turbine.broker.nats;

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
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A real nats-server in a process of its own, on loopback: the program that the variable NATS_SERVER names, or the one that
 * Debian's package nats-server installs. Where there is none, a test fails.
 */
final class NatsServer implements AutoCloseable {
    private final int port;
    private final int monitor;
    private final List<String> arguments;
    private @Nullable Process process;

    private NatsServer(int port, int monitor, List<String> arguments) {
        this.port = port;
        this.monitor = monitor;
        this.arguments = arguments;
    }

    /** Starts a server with these arguments beside its addresses. */
    static NatsServer start(String... arguments) {
        NatsServer server = stopped(arguments);
        server.restart();
        return server;
    }

    /** One that is not running yet, but has its port. */
    static NatsServer stopped(String... arguments) {
        return new NatsServer(freePort(), freePort(), List.of(arguments));
    }

    static int freePort() {
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
        Stream<Path> onPath = Stream.of(System.getenv("PATH").split(":")).map(Path::of);
        return Stream.concat(onPath, Stream.of(Path.of("/usr/sbin"), Path.of("/usr/local/bin")))
                .map(directory -> directory.resolve("nats-server"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(
                        () -> new AssertionError("there is no nats-server here: run bin/verify, which installs it on"
                                + " Debian and Ubuntu, or install it (2.9 or newer) and name its file in NATS_SERVER"))
                .toString();
    }

    /** Starts it again, on the same port, and waits until it takes connections. */
    void restart() {
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
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
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

    int port() {
        return port;
    }

    String url() {
        return "nats://127.0.0.1:" + port;
    }

    /** Ends it at once, as a crash would. */
    void kill() {
        Process running = running();
        running.destroyForcibly();
        awaitEnd(running);
    }

    /** Sends a signal, such as STOP, CONT or USR2 (lame duck). */
    void signal(String name) {
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

    /** How many subscriptions clients of prefix {@code turbine} have on it. */
    long subscriptions() {
        String body = monitor("/subsz?subs=1&limit=1000000&test=");
        return Pattern.compile("\"subject\": \"turbine\\.c\\.")
                .matcher(body)
                .results()
                .count();
    }

    /** The number that stands under a name in a page of its monitor. */
    long number(String page, String name) {
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

    @Override
    public void close() {
        if (process != null) {
            process.destroyForcibly();
            awaitEnd(process);
        }
    }
}
