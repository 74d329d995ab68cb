package dev.turbine.tck;

import dev.turbine.Turbine;
import dev.turbine.api.ChannelOptions;
import dev.turbine.api.Limit;
import dev.turbine.spi.Authenticator;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every rule of the wire protocol over the transport under test: one test for each {@link Conversation}, on a Turbine of
 * its own.
 */
public abstract class ConversationContract extends TransportFixture {
    /** One test for each script, named by its title. */
    @TestFactory
    public Stream<DynamicTest> conversations() {
        return Conversation.all().stream()
                .map(conversation -> DynamicTest.dynamicTest(conversation.title(), () -> play(conversation)));
    }

    /** Plays one script. */
    protected final void play(Conversation conversation) {
        try (Node node = start(builder -> conversation.settings().forEach(setting -> apply(setting, builder)))) {
            new ConversationPlayer(conversation, node, tokens()).play();
        }
    }

    private static void apply(String setting, Turbine.Builder builder) {
        String[] words = setting.split(" ");
        switch (words[0]) {
            case "limit" -> limit(Limit.valueOf(words[1]), words[2], builder);
            case "origins" ->
                builder.allowedOrigins(setting.substring("origins ".length()).split(" "));
            case "channels" -> {
                String[] parts = setting.split(" ", 3);
                builder.channels(parts[1], ChannelOptions.parse(parts[2]));
            }
            case "authenticator" -> builder.authenticator(broken(words[1]));
            case "pongs" -> {} // the player's business
            default -> throw new IllegalArgumentException("unknown setting: " + setting);
        }
    }

    private static void limit(Limit limit, String value, Turbine.Builder builder) {
        if (limit.unit() == Limit.Unit.TIME) {
            builder.limit(limit, Placeholders.duration(value));
        } else {
            builder.limit(limit, Long.parseLong(value));
        }
    }

    private static Authenticator broken(String how) {
        return switch (how) {
            case "fails" -> credentials -> CompletableFuture.failedFuture(new IllegalStateException("out of order"));
            case "throws" ->
                credentials -> {
                    throw new IllegalStateException("out of order");
                };
            case "hangs" -> credentials -> new CompletableFuture<>();
            default -> throw new IllegalArgumentException("unknown authenticator: " + how);
        };
    }
}
