package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import org.junit.jupiter.api.Test;

final class PlaceholdersTest {
    private final Placeholders placeholders = new Placeholders(new Tokens() {
        @Override
        public String token(String user, Instant expiresAt, Collection<String> channels) {
            long life = Math.round(Duration.between(Instant.now(), expiresAt).toMillis() / 100.0);
            return user + channels + (life * 100);
        }

        @Override
        public String bad() {
            return "bad";
        }
    });

    @Test
    void makesTokens() {
        assertThat(placeholders.fill("\"<token user-1>\"")).isEqualTo("\"user-1[]3600000\"");
        assertThat(placeholders.fill("<token user-1 chat:lobby news>")).isEqualTo("user-1[chat:lobby, news]3600000");
        assertThat(placeholders.fill("<token u expiring in 300ms>")).isEqualTo("u[]300");
        assertThat(placeholders.fill("<token u a expiring in 2s>")).isEqualTo("u[a]2000");
        assertThat(placeholders.fill("<expired token>")).isEqualTo("user-1[]-60000");
        assertThat(placeholders.fill("<bad token>")).isEqualTo("bad");
    }

    @Test
    void repeats() {
        assertThat(placeholders.fill("[<3 times ab><2 times  >]")).isEqualTo("[ababab  ]");
    }

    @Test
    void leavesOtherAnglesAlone() {
        assertThat(placeholders.fill("<b>1</b> $1 \\1")).isEqualTo("<b>1</b> $1 \\1");
    }

    @Test
    void readsBytes() {
        assertThat(placeholders.bytes("hex 7b ff7d")).containsExactly(0x7b, 0xff, 0x7d);
        assertThat(placeholders.bytes("€")).containsExactly(0xe2, 0x82, 0xac);
    }

    @Test
    void readsDurations() {
        assertThat(Placeholders.duration("300ms")).isEqualTo(Duration.ofMillis(300));
        assertThat(Placeholders.duration("2s")).isEqualTo(Duration.ofSeconds(2));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Placeholders.duration("soon"))
                .withMessageContaining("soon");
    }
}
