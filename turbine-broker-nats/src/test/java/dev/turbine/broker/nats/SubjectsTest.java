package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SubjectsTest {
    private final Subjects subjects = new Subjects("turbine");

    @Test
    void lettersDigitsHyphensAndUnderscoresStay() {
        assertThat(subjects.of("chat:lobby_A-1")).isEqualTo("turbine.c.chat=3Alobby_A-1");
        assertThat(subjects.of("é.>*")).isEqualTo("turbine.c.=C3=A9=2E=3E=2A");
    }

    @Test
    void everyNameComesBackAndNoTwoMeet() {
        SplittableRandom random = new SplittableRandom(7);
        Map<String, String> names = new HashMap<>();
        for (int i = 0; i < 20_000; i++) {
            String name = random.ints(1 + random.nextInt(6), 0, 0x500)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            String subject = subjects.of(name);
            assertThat(subject).matches("turbine\\.c\\.[A-Za-z0-9_=-]+");
            assertThat(subjects.channel(subject)).isEqualTo(name);
            assertThat(names.put(subject, name)).isIn(null, name);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "turbine.n",
                "other.c.a",
                "turbine.c.=4",
                "turbine.c.=",
                "turbine.c.=GG",
                "turbine.c.=3a",
                "turbine.c.=41",
                "turbine.c.a b",
                "turbine.c.a.b",
                "turbine.c.é",
                "turbine.c.=FF"
            })
    void aSubjectThatNoNameHasIsRefused(String subject) {
        assertThat(subjects.channel(subject)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "a.", ".a", "a..b", "a b", "a*", ">", "$SYS", "é", "a\n"})
    void aPrefixIsPlain(String prefix) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Subjects(prefix))
                .withMessageContaining("such as turbine or acme.prod");
    }

    @Test
    void aPrefixMayHaveParts() {
        assertThat(new Subjects("acme.prod").of("a")).isEqualTo("acme.prod.c.a");
        assertThatIllegalArgumentException().isThrownBy(() -> new Subjects("x".repeat(65)));
    }
}
