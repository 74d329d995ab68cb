package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code bin/simulate} says of arguments that are wrong, before it compiles anything. */
class SimulateCommandTest {
    private static final String NUMBER = " needs a whole number from ";

    private record Ended(int code, List<String> output) {}

    private static Ended run(String arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script().toString()));
        command.addAll(List.of(arguments.split(" ")));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        List<String> output = process.inputReader().lines().toList();
        return new Ended(process.waitFor(), output);
    }

    private static Path script() throws IOException {
        Path directory = Path.of("").toRealPath();
        while (!Files.exists(directory.resolve("bin/simulate"))) {
            directory = directory.getParent();
        }
        return directory.resolve("bin/simulate");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--seed                      | --seed needs a value behind it",
                "--seed x                    | --seed" + NUMBER + "0 to 999999999999999999, and has x",
                "--seed -1                   | --seed" + NUMBER + "0 to 999999999999999999, and has -1",
                "--seed 1000000000000000000  | --seed" + NUMBER
                        + "0 to 999999999999999999, and has 1000000000000000000",
                "--seed 08                   | --seed" + NUMBER + "0 to 999999999999999999, and has 08",
                "--seeds 0                   | --seeds" + NUMBER + "1 to 999999999999999999, and has 0",
                "--seeds 2 --from -1         | --from" + NUMBER + "0 to 999999999999999999, and has -1",
                "--from 3                    | needs --seed or --seeds",
                "--journal x                 | needs --seed or --seeds",
                "--seed 1 --seed 2           | --seed is given twice",
                "--seed 1 --seeds 2          | --seed does not go with --seeds",
                "--seed 1 --from 3           | --seed does not go with --from",
                "--seeds 2 --journal x       | --seeds does not go with --journal",
                "--sed 1                     | what is --sed?"
            })
    void saysWhatIsWrongAndHowItIsUsed(String arguments, String message) throws Exception {
        Ended ended = run(arguments);

        assertThat(ended.code).isEqualTo(2);
        assertThat(ended.output)
                .startsWith("bin/simulate: " + message, "Usage: bin/simulate --seed N [--journal FILE]");
    }

    @Test
    void saysThatAJournalCannotBeWritten() throws Exception {
        assertThat(run("--seed 1 --journal /no/such/file"))
                .isEqualTo(new Ended(2, List.of("bin/simulate: cannot write the journal /no/such/file")));
    }
}
