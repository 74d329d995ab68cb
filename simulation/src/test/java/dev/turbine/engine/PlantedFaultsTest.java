package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A suite that finds nothing shows something only if it finds what is there: every planted fault. */
final class PlantedFaultsTest {
    private static final long SEEDS = 2_000;

    @ParameterizedTest
    @EnumSource
    void isFound(PlantedFault fault) throws Exception {
        String failure = PatchedEngine.with(fault.source(), fault.text(), fault.replacement())
                .firstFailure(SEEDS);

        assertThat(failure).as("%s, in %d seeds", fault, SEEDS).isNotNull();
        String line = failure.lines().findFirst().orElseThrow();
        System.out.println(fault + ": " + line.substring(0, Math.min(400, line.length())));
    }

    @Test
    void nothingIsFoundWhereNothingIsPlanted() throws Exception {
        Path source = PlantedFault.IGNORES_THE_EPOCH.source();

        assertThat(PatchedEngine.with(source, "final class History {", "final class History { // as it is")
                        .firstFailure(20))
                .isNull();
    }

    @Test
    void aTextThatIsNotThereOnceIsSaidSo() {
        Path source = PlantedFault.IGNORES_THE_EPOCH.source();

        assertThatThrownBy(() -> PatchedEngine.with(source, "no such text", ""))
                .hasMessageContaining("no longer this to replace");
        assertThatThrownBy(() -> PatchedEngine.with(source, "epoch", "")).hasMessageContaining("more than once");
    }
}
