package dev.turbine.tck.check;

import static dev.turbine.tck.check.Findings.assertClean;
import static dev.turbine.tck.check.Findings.assertOnly;

import org.junit.jupiter.api.Test;

final class PresenceCheckTest {
    private final Story story = new Story(ChannelKind.LOSSLESS);

    @Test
    void findsNothingWhereTheyComeAndGoInTurn() {
        story.on("a")
                .subscribed()
                .told("one", true)
                .told("two", false) // was there before
                .told("one", false)
                .subscribed()
                .told("one", true)
                .unsubscribed(0)
                .subscribed()
                .told("one", true)
                .ended();
        story.on("b").subscribed().told("one", true);

        assertClean(story);
    }

    @Test
    void findsWhoComesOrGoesTwice() {
        story.on("a").subscribed().told("one", true).told("two", true).told("one", true);
        story.on("b").subscribed().told("one", false).subscribed().told("one", false);

        assertOnly(story, Violation.CONTRADICTED, 2);
    }

    @Test
    void findsWhatIsToldOutsideOfASubscription() {
        story.on("a").told("one", true).subscribed().unsubscribed(0).told("one", true);

        assertOnly(story, Violation.UNINVITED, 2);
    }

    @Test
    void findsWhatIsToldAfterTheTokenHasRunOut() {
        story.on("a").subscribed().expired().told("one", true).excused(1006).closed(1006);

        assertOnly(story, Violation.AFTER_EXPIRY, 1);
    }
}
