package dev.turbine.tck.check;

import static dev.turbine.tck.check.Findings.assertClean;
import static dev.turbine.tck.check.Findings.assertCounts;
import static dev.turbine.tck.check.Findings.assertOnly;
import static dev.turbine.tck.check.Story.at;

import dev.turbine.tck.check.Event.Outcome;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PageCheckTest {
    private final Story story = new Story(ChannelKind.HISTORY).published(1, 2, 3, 4, 5);
    private final Story durable = new Story(ChannelKind.DURABLE).published(12, 15, 19);

    @Test
    void findsNothingInPagesThatFollowEachOther() {
        story.on("a")
                .page(null, at("e", 4), true, 2, 3)
                .page(at("e", 3), at("e", 4), false, 4)
                .page(at("e", 4), at("e", 4), false)
                .page(at("e", 2), at("e", 5), true, 3, 4)
                .page(null, at("f", 3), false); // too old, all of it
        durable.on("a")
                .page(at("log", 3), at("log", 19), false, 12, 15, 19)
                .page(at("log", 0), at("log", 19), true, 12);

        assertClean(story);
        assertClean(durable);
    }

    @Test
    void findsAHole() {
        story.on("a")
                .page(at("e", 1), at("e", 5), true, 3, 4) // before the first
                .page(null, at("e", 5), true, 1, 3) // in the middle
                .page(at("e", 1), at("e", 5), false, 2, 3) // at the end
                .page(at("e", 1), at("e", 5), false); // all of it

        assertOnly(story, Violation.SILENT_GAP, 4);
    }

    @Test
    void findsInALogWhatOthersSaw() {
        durable.on("a").page(null, at("log", 19), true, 12, 15);
        durable.on("b").page(at("log", 3), at("log", 19), false, 12, 19);

        assertOnly(durable, Violation.SILENT_GAP, 1);
    }

    @Test
    void findsAPageThatFollowsNothing() {
        story.on("a").page(at("f", 1), at("e", 2), false, 2).page(at("e", 3), at("e", 2), false);

        Verdict verdict = story.verdict();
        assertCounts(verdict, Violation.FALSE_RECOVERED, 2);
    }

    @Test
    void findsWhatIsOutOfOrderTwiceOrAfterTheNewest() {
        story.on("a")
                .page(null, at("e", 4), false, 2, 1, 3, 4)
                .page(null, at("e", 4), false, 3, 3, 4)
                .page(null, at("e", 4), false, 5);

        Verdict verdict = story.verdict();
        assertCounts(verdict, Violation.REORDERED, 2);
        assertCounts(verdict, Violation.DOUBLED, 1);
        assertCounts(verdict, Violation.MISPLACED, 1);
    }

    @Test
    void findsAPositionThatGoesBack() {
        story.on("a").subscribed(null, at("e", 5), false).page(null, at("e", 4), true, 1);
        story.on("b").page(null, at("e", 4), true, 1).page(null, at("e", 3), true, 1);

        assertOnly(story, Violation.REORDERED, 2);
    }

    @Test
    void findsTheEpochOfAnotherNodeAndAnotherPublicationAtAPlace() {
        story.on("a", "a", "n").page(null, at("e", 2), false, 1, 2);
        story.on("b", "b", "m").page(null, at("e", 2), false, 1, 2);
        story.on("d", "d", "n");
        story.add(new Event.Page(99, "d", "c", null, at("e", 2), false, List.of(new Event.Placed(2, 3, true))));

        assertOnly(story, Violation.MISPLACED, 2);
    }

    @Test
    void findsWhatWasNeverPublishedOrHasChanged() {
        story.published("n", 6, Outcome.REFUSED);
        story.on("a").page(null, at("e", 6), false, 6);
        story.on("b").page(null, at("f", 7), false, 7);
        story.on("d");
        story.add(new Event.Page(99, "d", "c", null, at("g", 2), false, List.of(new Event.Placed(2, 2, false))));

        Verdict verdict = story.verdict();
        assertCounts(verdict, Violation.INVENTED, 2);
        assertCounts(verdict, Violation.CORRUPTED, 1);
    }
}
