package dev.turbine.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OptionsTest {
    @Test
    void anOnlyThatNobodyMatchesIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse("fanout", "--only", "nosuch"))
                .withMessageStartingWith(
                        "--only nosuch is the name of nobody: there are floor-1, floor-16, bare-jetty");
        assertThat(Options.parse("fanout", "--only", ".*-history").only().pattern())
                .isEqualTo(".*-history");
    }

    @Test
    void aScenarioAloneRunsAsUsual() {
        Options options = Options.parse("slow");

        assertThat(options.task()).isEqualTo(Options.Task.MEASURE);
        assertThat(options.scenarios()).containsExactly(Scenario.SLOW);
        assertThat(options.rounds()).isEqualTo(3);
        assertThat(options.seconds()).isEqualTo(4);
        assertThat(options.out()).isNull();
        assertThat(Path.of(options.java())).isExecutable();
    }

    @Test
    void allAreAll() {
        assertThat(Options.parse("all", "--record").scenarios()).containsExactly(Scenario.values());
    }

    @Test
    void comparesTwoCommitsBySaturationAndFanOut() {
        Options options = Options.parse("--builds", "there", "compare", "a1", "b2");

        assertThat(options.commits()).containsExactly("a1", "b2");
        assertThat(options.scenarios()).containsExactly(Scenario.SATURATION, Scenario.FANOUT);
        assertThat(Options.parse("compare", "a1", "b2", "slow").scenarios()).containsExactly(Scenario.SLOW);
    }

    @Test
    void aGuestIsStartedByItsCommand() {
        Contender guest = Options.parse(
                        "fanout", "--server", "run  it", "--url", "http://127.0.0.1:8000", "--dialect", "centrifugo")
                .guests()
                .get(0);

        assertThat(guest.name()).isEqualTo("other-centrifugo");
        assertThat(guest.subject()).endsWith("8000", "devkey", "run", "it");
    }

    @Test
    void whatIsPublishedHasNoPathsAndNoKeys() {
        Options options = Options.parse(
                "--peers",
                "/home/me/jars",
                "fanout",
                "--server",
                "/home/me/run",
                "--url",
                "http://127.0.0.1:80",
                "--token",
                "secret",
                "--rounds",
                "2");

        assertThat(options.command()).isEqualTo("fanout --rounds 2");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rounds 3                      | no scenario is named",
                "fast                            | \"fast\" is no scenario: there are fanout, saturation",
                "slow --rounds                   | --rounds needs a value behind it",
                "slow --rounds --seconds 3       | --rounds needs a value behind it",
                "slow --rounds 1 --rounds 2      | --rounds is given twice",
                "slow --record --record          | --record is given twice",
                "slow --nosuch                   | there is no option --nosuch; --help lists those that there are",
                "all slow                        | all is every scenario, and stands alone",
                "list --rounds 3                 | --rounds does not go with list and report, which measure nothing",
                "report --out x                  | --out does not go with list and report",
                "slow --token x                  | --token is of another server, and needs --server",
                "slow --rounds 0                 | --rounds wants a whole number from 1 to 1000, and not \"0\"",
                "slow --seconds soon             | --seconds wants a whole number",
                "slow --round 3                  | there is no option --round",
                "slow --only (                   | --only wants a regular expression",
                "slow --java nowhere             | --java wants the home of a JDK",
                "slow --record --out x           | --record goes with scenarios, and without --out",
                "compare a b --record            | --record goes with scenarios",
                "compare a                       | compare wants two commits that differ",
                "compare a a                     | compare wants two commits that differ",
                "report slow                     | list and report are of all scenarios",
                "fanout --server run             | --url wants the address",
                "fanout --server run --url http://127.0.0.1:99999 | --url wants the address",
                "slow --server run --url http://127.0.0.1:80     | takes part in the scenario fanout, and in no other",
                "fanout --server run --url http://127.0.0.1:80 --dialect x | --dialect wants turbine or centrifugo"
            })
    void saysWhatIsWrong(String typed, String message) {
        List<String> words = List.of(typed.strip().split(" +"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Options.parse(words.toArray(String[]::new)))
                .withMessageContaining(message);
    }
}
