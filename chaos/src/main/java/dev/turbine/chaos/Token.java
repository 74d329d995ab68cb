package dev.turbine.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A token for every channel, made by the command that is the server's as well. */
final class Token {
    private Token() {}

    static String of(List<String> server) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(server);
        command.addAll(List.of("token", "--sub", "chaos", "--ttl", "1d"));
        Process process = NodeProcess.builder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        String token = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            throw new IOException("cannot make a token with: " + String.join(" ", command));
        }
        return token;
    }
}
