package dev.turbine.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void areThoseOfTheFullRunUnlessSaidOtherwise() {
        assertThat(Options.parse(List.of(), 17)).isEqualTo(new Options(17, 2_000, 100, 100_000, 300, 1, false));
    }

    @Test
    void areReadAndGiveTheRunAgain() {
        Options options = Options.parse(List.of("--seed", "0", "--record", "--servers", "3", "--clients", "5"), 17);

        assertThat(options).isEqualTo(new Options(0, 5, 100, 100_000, 300, 3, true));
        assertThat(options.command())
                .isEqualTo("bin/chaos --seed 0 --clients 5 --channels 100 --publications 100000 --seconds 300"
                        + " --servers 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "--server 3; what is --server? bin/chaos --help says what there is",
                "--clients; --clients needs a whole number from 1 to 999999999 behind it",
                "--clients 0; --clients needs a whole number from 1 to 999999999 behind it",
                "--clients many; --clients needs a whole number from 1 to 999999999 behind it",
                "--seconds 99999999999; --seconds needs a whole number from 1 to 999999999 behind it",
                "--seed -1; --seed needs a whole number from 0 to 999999999 behind it",
                "--servers 2; --servers must be 1 or 3: the history is kept on each of them",
                "--seconds 62; --seconds must be at least 63: in less, some kinds of fault would not happen, and to lose"
                        + " nothing would show nothing",
                "--channels 7 --publications 6; --publications must be at least as many as --channels"
            })
    void refuseWhatIsWrong(String arguments, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(List.of(arguments.split(" ")), 17))
                .withMessage(message);
    }

    @Test
    void haveTheSameBoundInTheScriptThatBuildsFirst() throws Exception {
        assertThat(Files.readString(Path.of("../bin/chaos")))
                .contains("at least " + Plan.leastSeconds() + ",", "--seconds) least=" + Plan.leastSeconds() + " ;;");
    }
}
