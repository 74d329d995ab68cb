package dev.turbine.tck.check;

import static dev.turbine.tck.check.Findings.assertClean;
import static dev.turbine.tck.check.Findings.assertOnly;

import dev.turbine.tck.check.Event.Outcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class PlainChannelCheckTest {
    @ParameterizedTest
    @EnumSource(names = {"LOSSLESS", "LOCAL", "LOSSY", "LATEST"})
    void findsNothingWhereAllArrives(ChannelKind kind) {
        Story story = new Story(kind);
        Story.On on = story.on("a").subscribed();
        story.published(1, 2)
                .published("n", 3, Outcome.UNKNOWN)
                .published("n", 4, Outcome.REFUSED)
                .published(5);
        on.received(1, 2, 5).ended();
        story.on("b").subscribed().ended();

        assertClean(story);
    }

    @Test
    void findsWhatIsLostAtTheEnd() {
        Story story = new Story(ChannelKind.LOSSLESS);
        Story.On on = story.on("a").subscribed();
        story.published(1, 2);
        on.received(1).ended();

        assertOnly(story, Violation.LOST, 1);
    }

    @Test
    void findsWhatIsLostBetweenOthersThoughTheEndIsNotKnown() {
        Story story = new Story(ChannelKind.LOSSLESS);
        Story.On on = story.on("a").subscribed();
        story.published(1, 2, 3);
        on.received(1, 3).excused(1006).closed(1006);

        assertOnly(story, Violation.LOST, 1);
    }

    @Test
    void owesWhatANodeHadAcceptedBeforeItShutDown() {
        Story story = new Story(ChannelKind.LOSSLESS);
        Story.On on = story.on("a", "a", "n").subscribed();
        Story.On cut = story.on("b", "b", "n").subscribed().excused(1006);
        Story.On late = story.on("d", "d", "n").subscribed();
        story.published("m", 1, Outcome.ACKED).published("n", 2, Outcome.PARTIAL);
        on.drained().received(2).closed(4000);
        cut.drained().closed(1006);
        late.drained().expired().closed(4000);
        assertClean(story);

        story.on("e", "e", "m").subscribed().drained().closed(4000);
        story.published("m", 3, Outcome.ACKED); // by a node that accepts nothing any more
        assertOnly(story, Violation.LOST, 1);
    }

    @Test
    void owesNothingThatBeganBeforeTheSubscriptionOrMayBeUnderWayAtItsEnd() {
        Story story = new Story(ChannelKind.LOSSLESS).published(1);
        Story.On on = story.on("a").subscribed();
        story.published(2, 3);
        on.received(2).unsubscribed(0).subscribed().ended();

        assertClean(story);
    }

    @Test
    void owesWhatOtherNodesMayHaveMissedOnTheNodeAlone() {
        Story story = new Story(ChannelKind.LOSSLESS);
        Story.On here = story.on("a", "a", "n").subscribed();
        Story.On there = story.on("b", "b", "m").subscribed();
        story.published("n", 1, Outcome.PARTIAL);
        there.ended();
        assertClean(story);

        here.ended();
        assertOnly(story, Violation.LOST, 1);
    }

    @Test
    void owesOnAChannelWithALossyBrokerWhatTheNodeItselfPublishes() {
        Story story = new Story(ChannelKind.LOCAL);
        Story.On on = story.on("a", "a", "n").subscribed();
        story.published("m", 1, Outcome.ACKED);
        on.ended();
        assertClean(story);

        story.published("n", 2, Outcome.ACKED);
        assertOnly(story, Violation.LOST, 1);
    }

    @Test
    void allowsALossyChannelToDrop() {
        Story story = new Story(ChannelKind.LOSSY);
        Story.On on = story.on("a").subscribed();
        story.published(1, 2, 3);
        on.received(2).ended();

        assertClean(story);
    }

    @Test
    void owesTheLatest() {
        Story story = new Story(ChannelKind.LATEST);
        Story.On on = story.on("a").subscribed();
        story.published(1, 2, 3);
        on.received(1, 3);
        story.on("b").subscribed().ended();
        on.ended();
        assertClean(story);

        story.published(4);
        assertOnly(story, Violation.LOST, 2);
    }

    @Test
    void subscribersOfANodeAgreeOnTheLatest() {
        Story story = new Story(ChannelKind.LATEST);
        Story.On a = story.on("a").subscribed();
        Story.On b = story.on("b").subscribed();
        Story.On elsewhere = story.on("e", "e", "m").subscribed();
        story.published("m", 1, Outcome.ACKED).published("o", 2, Outcome.ACKED);
        elsewhere.received(2, 1).ended();
        a.received(1, 2).ended();
        b.received(1).ended();

        assertOnly(story, Violation.LOST, 1);
    }

    @Test
    void findsWhatComesTwice() {
        Story story = new Story(ChannelKind.LOSSY);
        Story.On on = story.on("a").subscribed();
        story.published(1, 2);
        on.received(1, 2, 1).ended();

        assertOnly(story, Violation.DOUBLED, 1);
    }

    @Test
    void countsWhatComesAgainInAnotherSubscriptionOnce() {
        Story story = new Story(ChannelKind.LOSSY);
        Story.On on = story.on("a").subscribed();
        story.published(1);
        on.received(1).unsubscribed(0).subscribed().received(1);

        assertClean(story);
    }

    @Test
    void findsThatASourceIsOutOfOrder() {
        Story story = new Story(ChannelKind.LOSSY);
        Story.On on = story.on("a").subscribed();
        story.published(1, 2);
        on.received(2, 1);

        assertOnly(story, Violation.REORDERED, 1);
    }

    @Test
    void findsThatSubscribersOfANodeDisagree() {
        Story story = new Story(ChannelKind.LOSSY);
        Story.On a = story.on("a").subscribed();
        Story.On b = story.on("b").subscribed();
        Story.On elsewhere = story.on("e", "e", "m").subscribed();
        story.published("n", 1, Outcome.ACKED).published("m", 2, Outcome.ACKED).published("o", 3, Outcome.ACKED);
        a.received(1, 2, 3);
        elsewhere.received(3, 2, 1);
        b.received(1, 3);
        assertClean(story);

        story.on("c").subscribed().received(3, 1);
        assertOnly(story, Violation.REORDERED, 1);
    }

    @Test
    void findsPublicationsOutsideOfASubscription() {
        Story story = new Story(ChannelKind.LOSSY).published(1, 2);
        story.on("a").received(1).subscribed().unsubscribed(0).received(2);

        assertOnly(story, Violation.UNINVITED, 2);
    }

    @Test
    void findsPublicationsAfterTheTokenHasRunOut() {
        Story story = new Story(ChannelKind.LOSSY).published(1, 2);
        story.on("a").subscribed().received(1).expired().received(2).closed(4003);

        assertOnly(story, Violation.AFTER_EXPIRY, 1);
    }

    @Test
    void letsBeWhatComesBetweenTheAcceptanceOfARefreshAndItsReply() {
        Story story = new Story(ChannelKind.LOSSY).published(1, 2);
        story.on("a").subscribed().expired().received(1).refreshed().received(2);

        assertClean(story);
    }

    @Test
    void findsWhatIsHarmedOrOnAnotherChannel() {
        Story story = new Story(ChannelKind.LOSSY);
        story.add(new Event.Published(1, "n", 7, "other", Outcome.ACKED, null)).published(8);
        story.on("a").subscribed().received(7);
        story.add(new Event.Received(9, "a", "c", 0, 8, false));

        assertOnly(story, Violation.CORRUPTED, 2);
    }

    @Test
    void findsWhatNobodyPublishedAndWhatWasRefused() {
        Story story = new Story(ChannelKind.LOSSY).published("n", 1, Outcome.REFUSED);
        story.on("a").subscribed().received(1, 99);

        assertOnly(story, Violation.INVENTED, 2);
    }

    @Test
    void findsClosesThatNobodyKnowsAReasonFor() {
        Story story = new Story(ChannelKind.LOSSY);
        story.on("a").subscribed().unsubscribed(4505).excused(4001).closed(4001);
        story.on("b").closed(1011);
        story.on("d").closed(4003);
        story.on("e").expired().closed(4003);

        assertOnly(story, Violation.UNEXPLAINED_CLOSE, 3);
    }
}
