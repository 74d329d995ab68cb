package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Without a wire: what is kept, and for how long. */
class InterestsTest {
    private static final long LINGER = 100;

    private final Interests interests = new Interests("turbine.n", new Unconfirmed(), LINGER);

    @Test
    void withoutAWireASubscriptionHoldsAtOnce() {
        boolean[] done = new boolean[1];
        interests.add("a", () -> done[0] = true);
        assertThat(done[0]).isTrue();
    }

    @Test
    void whatIsNotWantedIsKeptForAMoment() {
        interests.add("a", () -> {});
        assertThat(interests.expire(0)).isEqualTo(Long.MAX_VALUE);

        interests.remove("a", 10);

        assertThat(interests.expire(20)).isEqualTo(90);
        assertThat(interests.size()).isOne();
        assertThat(interests.expire(110)).isEqualTo(Long.MAX_VALUE);
        assertThat(interests.size()).isZero();
    }

    @Test
    void whoComesBackInTimeKeepsIt() {
        interests.add("a", () -> {});
        interests.remove("a", 0);
        interests.add("a", () -> {});
        assertThat(interests.expire(1_000)).isEqualTo(Long.MAX_VALUE);
        assertThat(interests.size()).isOne();
    }

    @Test
    void theMomentBeginsWithTheLastToLeave() {
        interests.add("a", () -> {});
        interests.remove("a", 0);
        interests.add("a", () -> {});
        interests.remove("a", 50);

        assertThat(interests.expire(100)).isEqualTo(50);
        assertThat(interests.size()).isOne();
        interests.expire(150);
        assertThat(interests.size()).isZero();
    }

    @Test
    void aChannelThatComesAndGoesHoldsUpNoOther() {
        interests.add("busy", () -> {});
        interests.add("gone", () -> {});
        interests.remove("busy", 0);
        interests.remove("gone", 1);
        for (int now = 2; now <= 101; now++) {
            interests.add("busy", () -> {});
            interests.remove("busy", now);
            interests.expire(now);
        }
        assertThat(interests.size()).as("busy alone is left").isOne();
    }

    @Test
    void toLeaveWhatWasNeverJoinedDoesNothing() {
        interests.remove("a", 0);
        assertThat(interests.expire(1_000)).isEqualTo(Long.MAX_VALUE);
    }
}
