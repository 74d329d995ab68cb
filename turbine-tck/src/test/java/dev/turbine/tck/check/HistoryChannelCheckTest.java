package dev.turbine.tck.check;

import static dev.turbine.tck.check.Findings.assertClean;
import static dev.turbine.tck.check.Findings.assertOnly;
import static dev.turbine.tck.check.Story.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.tck.check.Event.Outcome;
import org.junit.jupiter.api.Test;

final class HistoryChannelCheckTest {
    private final Story story = new Story(ChannelKind.HISTORY).published(1, 2);
    private final Story durable = new Story(ChannelKind.DURABLE);

    @Test
    void findsNothingInAChainOfConnectionsThatRecover() {
        story.on("1", "a", "n").subscribed(null, at("e", 2), false);
        story.published(3, 4, 5);
        story.on("2", "a", "n").subscribed(at("e", 2), at("e", 4), true).placed(3, 4);
        story.on("3", "a", "n")
                .subscribed(at("e", 4), at("e", 5), true)
                .placed(5)
                .ended();

        assertClean(story);
    }

    @Test
    void findsAHole() {
        Story.On on = story.on("a").subscribed(null, at("e", 2), false);
        story.published("m", 3, Outcome.UNKNOWN).published("m", 4, Outcome.UNKNOWN);
        on.placed(4).ended();

        assertOnly(story, Violation.SILENT_GAP, 1);
    }

    @Test
    void findsThatTheLastIsMissing() {
        Story.On on = story.on("a").subscribed(null, at("e", 2), false);
        Story.On other = story.on("b").subscribed(null, at("e", 2), false);
        story.published("m", 3, Outcome.UNKNOWN);
        other.placed(3).ended();
        assertClean(story);

        on.ended();
        assertOnly(story, Violation.SILENT_GAP, 1);
    }

    @Test
    void findsThatWhatIsOwedDidNotArriveThoughNobodyHasAPlaceForIt() {
        Story.On on = story.on("a").subscribed(null, at("e", 2), false);
        story.published(3);
        on.ended();

        assertOnly(story, Violation.LOST, 1);
    }

    @Test
    void allowsAHoleThatTheClientWasToldOf() {
        story.published(3, 4, 5, 6);
        story.on("1", "a", "n").subscribed(null, at("e", 2), false).unsubscribed(4004);
        story.on("2", "a", "n").subscribed(at("e", 2), at("e", 4), false);
        story.on("3", "a", "m").subscribed(at("e", 4), at("f", 9), false).ended();

        assertClean(story);
    }

    @Test
    void findsARecoveryThatLeavesOneOut() {
        story.published(3, 4, 5);
        story.on("1", "a", "n").subscribed(null, at("e", 2), false);
        story.on("2", "a", "n").subscribed(at("e", 2), at("e", 4), true).placed(4, 5);

        assertOnly(story, Violation.FALSE_RECOVERED, 1);
    }

    @Test
    void findsARecoveryAfterWhichNothingComes() {
        story.on("2", "a", "n").subscribed(at("e", 2), at("e", 4), true).ended();

        assertOnly(story, Violation.FALSE_RECOVERED, 1);
    }

    @Test
    void findsARecoveryOfAnotherEpochOfTheFutureOrThatNobodyAskedFor() {
        story.on("1", "a", "n").subscribed(at("e", 2), at("f", 2), true);
        story.on("2", "a", "n").subscribed(at("e", 3), at("e", 2), true);
        story.on("3", "a", "n").subscribed(null, at("e", 2), true);

        assertOnly(story, Violation.FALSE_RECOVERED, 3);
    }

    @Test
    void findsWhatComesAgainOrTooLate() {
        Story.On on = story.on("a").subscribed(null, at("e", 2), false);
        story.published("m", 3, Outcome.UNKNOWN).published("n", 4, Outcome.UNKNOWN);
        on.placed(3, 3).receivedAt(1, 1);

        Verdict verdict = story.verdict();
        Findings.assertCounts(verdict, Violation.DOUBLED, 1);
        Findings.assertCounts(verdict, Violation.REORDERED, 1);
    }

    @Test
    void findsAPositionThatGoesBack() {
        story.on("a").subscribed(null, at("e", 2), false).unsubscribed(0).subscribed(null, at("e", 1), false);

        assertOnly(story, Violation.REORDERED, 1);
    }

    @Test
    void findsTwoAtOnePlaceAndOneAtTwo() {
        story.published("m", 3, Outcome.UNKNOWN).published("n", 4, Outcome.UNKNOWN);
        story.on("a").subscribed(null, at("e", 2), false).placed(3);
        story.on("b").subscribed(null, at("e", 2), false).receivedAt(3, 4);
        story.on("d").subscribed(null, at("e", 3), false).receivedAt(4, 3);
        story.on("f").subscribed(null, at("other", 3), false).receivedAt(4, 3);

        assertOnly(story, Violation.MISPLACED, 2);
    }

    @Test
    void findsWhatHasNoPlace() {
        story.published("n", 3, Outcome.UNKNOWN);
        story.on("a").subscribed(null, null, false);
        story.on("b").subscribed(null, at("e", 2), false).receivedAt(0, 3);

        assertOnly(story, Violation.MISPLACED, 2);
    }

    @Test
    void countsWhatArrives() {
        Story.On on = story.on("a").subscribed(at("e", 1), at("e", 2), false);
        story.published("n", 3, Outcome.UNKNOWN);
        on.placed(3).ended();

        Verdict verdict = story.verdict();
        assertThat(verdict.toString())
                .isEqualTo("published: 2 acked 0 partial 1 unknown 0 refused; delivered: 1; subscribed: 1, 0 recovered,"
                        + " 1 not recovered, 0 told to end; 0 lost, 0 doubled, 0 reordered, 0 silent gaps, 0 false"
                        + " recovered, 0 misplaced, 0 after expiry, 0 outside of a subscription, 0 corrupted, 0"
                        + " invented, 0 contradicted presence, 0 unexplained closes");
    }

    @Test
    void aLogHasHoles() {
        Story.On on = durable.on("1", "a", "n").subscribed(null, at("log", 10), false);
        durable.published(12, 15, 19);
        on.placed(12);
        durable.on("2", "a", "m")
                .subscribed(at("log", 12), at("log", 15), true)
                .placed(15, 19)
                .ended();

        assertClean(durable);
    }

    @Test
    void findsInALogWhatOthersSaw() {
        durable.published("n", 12, Outcome.UNKNOWN).published("n", 15, Outcome.UNKNOWN);
        durable.on("1", "a", "n").subscribed(null, at("log", 10), false).placed(12, 15);
        durable.on("2", "b", "m").subscribed(null, at("log", 10), false).placed(15);

        assertOnly(durable, Violation.SILENT_GAP, 1);
    }

    @Test
    void findsInALogWhatItsPublisherWasTold() {
        durable.add(new Event.Published(1, "n", 3, "c", Outcome.ACKED, at("log", 12)));
        durable.published("n", 4, Outcome.UNKNOWN);
        durable.on("1", "a", "n").subscribed(null, at("log", 10), false).receivedAt(15, 4);

        assertOnly(durable, Violation.SILENT_GAP, 1);
    }
}
