package dev.turbine.tck.check;

import static dev.turbine.tck.check.Findings.assertClean;
import static dev.turbine.tck.check.Findings.assertOnly;
import static dev.turbine.tck.check.Story.at;

import dev.turbine.tck.check.Event.Outcome;
import org.junit.jupiter.api.Test;

final class ListenerCheckTest {
    private final Story story = new Story(ChannelKind.HISTORY);
    private final Story plain = new Story(ChannelKind.LOSSY);

    @Test
    void findsNothingWhereAllIsHeardThatItIsPromised() {
        Story.On on = story.on("a", "a", "n").listening(ChannelKind.LOCAL);
        story.published(1).published("m", 2, Outcome.ACKED).published(3);
        on.heard(at("e", 1), 1).heard(at("f", 1), 3).ended();

        assertClean(story);
    }

    @Test
    void findsWhatIsLostOrComesTwiceOrAfterTheEnd() {
        Story.On on = plain.on("a", "a", "n").listening(ChannelKind.LOSSLESS);
        plain.published(1, 2, 3);
        on.heard(null, 1).heard(null, 3).ended();
        assertOnly(plain, Violation.LOST, 1);

        Story.On twice = story.on("b", "b", "n").listening(ChannelKind.LOSSY);
        story.published(1);
        twice.heard(at("e", 1), 1).heard(at("f", 1), 1);
        assertOnly(story, Violation.DOUBLED, 1);

        Story late = new Story(ChannelKind.LOSSY).published(1);
        late.on("a").listening(ChannelKind.LOSSY).unsubscribed(0).heard(null, 1);
        assertOnly(late, Violation.UNINVITED, 1);
    }

    @Test
    void findsAPlaceThatIsWrong() {
        story.published(1, 2, 3);
        story.on("b").subscribed(null, at("e", 0), false).placed(1, 2, 3);
        story.on("a").listening(ChannelKind.LOSSY).heard(at("e", 3), 2).heard(null, 3);
        plain.published(1);
        plain.on("a").listening(ChannelKind.LOSSY).heard(at("e", 1), 1);

        assertOnly(plain, Violation.MISPLACED, 1);
        Findings.assertCounts(story.verdict(), Violation.MISPLACED, 3);
    }

    @Test
    void findsAPlaceThatGoesBack() {
        story.published("n", 5, Outcome.UNKNOWN).published("m", 4, Outcome.UNKNOWN);
        story.on("a").listening(ChannelKind.LOSSY).heard(at("e", 5), 5).heard(at("e", 4), 4);

        assertOnly(story, Violation.REORDERED, 1);
    }
}
