package dev.turbine.tck;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A {@link Swarm} in a process of its own: with as many sockets on the server's side, one process would need more file
 * descriptors than many systems grant it.
 */
public final class SwarmProcess implements AutoCloseable {
    private final Process process;
    private final BufferedReader out;
    private final Writer in;

    /**
     * What the sessions have received so far.
     *
     * @param received messages, over all sessions
     * @param missed messages that sessions were passed over with
     * @param inOrder whether none came twice or too late
     * @param slowest the last number that every session has received or passed
     */
    public record Report(long received, long missed, boolean inOrder, int slowest) {}

    /** Starts the process and waits until all its sessions have subscribed. */
    public SwarmProcess(URI base, int sessions, int sources, String channel, String token) {
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx512m",
                "-cp",
                location(),
                SwarmMain.class.getName(),
                base.toString(),
                Integer.toString(sessions),
                Integer.toString(sources),
                channel,
                token);
        command.redirectError(ProcessBuilder.Redirect.INHERIT);
        try {
            process = command.start();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot start a process", e);
        }
        out = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        in = new OutputStreamWriter(process.getOutputStream(), StandardCharsets.UTF_8);
        Node.expect("ready", readLine());
    }

    /** Asks the process what its sessions have received. */
    public Report report() {
        try {
            in.write("report\n");
            in.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the process has ended", e);
        }
        String[] words = readLine().split(" ");
        return new Report(
                Long.parseLong(words[1]),
                Long.parseLong(words[2]),
                Boolean.parseBoolean(words[3]),
                Integer.parseInt(words[4]));
    }

    private String readLine() {
        try {
            return String.valueOf(out.readLine());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        try {
            in.close();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            process.destroyForcibly();
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }

    /** The jar or folder that the swarm's classes are in. */
    private static String location() {
        return Path.of(URI.create(SwarmMain.class
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()
                        .toString()))
                .toString();
    }
}
