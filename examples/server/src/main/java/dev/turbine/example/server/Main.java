package dev.turbine.example.server;

import dev.turbine.api.TurbineException;
import java.io.IOException;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line. Exit codes: 0 done, 1 the start failed, 2 wrong settings or arguments. */
public final class Main {
    private static final String USAGE = """
            Usage: java -jar turbine-server.jar
                     starts the server
                   java -jar turbine-server.jar token --sub <user> [--channel <name>]... [--ttl <number>s|m|h|d]
                     prints a token for a user; without --channel it is for every channel, without --ttl for 1h
                   java -jar turbine-server.jar client [ws://127.0.0.1:8080/ws]
                     sends each line that you type over a WebSocket, and prints what comes back, also
                     after the end of what is typed, until the connection ends or you press Ctrl-C

            Environment variables:
              TURBINE_PORT               port to listen on, 0 for any free one (8080)
              TURBINE_HOST               address to listen on (0.0.0.0; 127.0.0.1 with a development credential)
              TURBINE_TRANSPORT          socket server: jetty or undertow (jetty)
              TURBINE_JWT_SECRET         secret that tokens are signed with, 32 bytes or more (devsecret)
              TURBINE_API_KEY            key for publishing; two, with a comma, while one is being replaced (devkey)
              TURBINE_ALLOWED_ORIGINS    origins of web pages, with commas (same host, and this machine)
              TURBINE_MAX_SUBSCRIPTIONS  channels a session may subscribe to (64)
              TURBINE_OUTBOUND_BUFFER    messages that may wait for a session (256)
              TURBINE_CHANNELS           what channels keep, such as chat:* history=100 ttl=5m; prices:* overflow=conflate
                                         (nothing)
              NATS_URL                   NATS servers that join this node to others, with commas, or none
                                         (nats://127.0.0.1:4222)
              NATS_PREFIX                what the subjects of these nodes begin with (turbine)
              NATS_CREDENTIALS           credentials file for NATS
              NATS_HISTORY               a durable history in JetStream, such as size=1000 ttl=1h (none)
              NATS_TRUSTSTORE            PKCS#12 file with the certificates to trust, if NATS has some of its own
              NATS_TRUSTSTORE_PASSWORD   what opens it""";

    private static final String TOKEN_USAGE =
            "Usage: java -jar turbine-server.jar token --sub <user> [--channel <name>]..." + " [--ttl <number>s|m|h|d]";

    private Main() {}

    /** Starts the server, or does what the arguments say. <b>Blocking:</b> until the process is told to end. */
    public static void main(String[] arguments) throws InterruptedException {
        List<String> words = List.of(arguments);
        Environment environment = new Environment(System.getenv());
        if (words.isEmpty()) {
            serve(environment);
        } else if (words.get(0).equals("token")) {
            token(environment, words.subList(1, words.size()));
        } else if (words.get(0).equals("client")) {
            client(words.subList(1, words.size()));
        } else if (words.equals(List.of("--help"))) {
            System.out.println(USAGE);
        } else {
            fail(
                    2,
                    "turbine-server: unknown argument " + Environment.quote(words.get(0)) + System.lineSeparator()
                            + USAGE);
        }
    }

    private static void serve(Environment environment) throws InterruptedException {
        Settings settings;
        try {
            settings = Settings.from(environment);
        } catch (TurbineException wrong) {
            fail(2, "turbine-server: " + wrong.getMessage());
            return;
        }
        try {
            new Server().run(settings);
        } catch (TurbineException failed) {
            fail(1, failed.getMessage());
        }
    }

    private static void token(Environment environment, List<String> arguments) {
        try {
            String secret = Settings.jwtSecret(environment);
            System.out.println(TokenCommand.of(arguments).sign(secret, Clock.systemUTC()));
            if (!environment.has("TURBINE_JWT_SECRET")) {
                System.err.println("turbine-server: TURBINE_JWT_SECRET is not set: signed for development");
            }
        } catch (TurbineException wrong) {
            fail(2, "turbine-server: " + wrong.getMessage() + System.lineSeparator() + TOKEN_USAGE);
        }
    }

    private static void client(List<String> arguments) throws InterruptedException {
        try {
            ClientCommand.of(arguments).run(ClientCommand.standardInput(), System.out);
        } catch (TurbineException | IOException failed) {
            fail(2, "turbine-server: " + failed.getMessage());
        }
    }

    private static void fail(int code, @Nullable String message) {
        System.err.println(message);
        System.exit(code);
    }
}
