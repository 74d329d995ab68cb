package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.engine.protocol.Reply;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RepliesTest {
    private final List<Long> released = new ArrayList<>();
    private final Replies replies = new Replies((slot, reply) -> released.add(slot.id));

    @Test
    void aReplyThatIsKnownLeavesAtOnceIfNoneIsBeforeIt() {
        replies.add(1, Reply.Result.PONG);
        replies.add(2, Reply.Result.PONG);

        assertThat(released).containsExactly(1L, 2L);
    }

    @Test
    void aLargeReplyIsNotMadeBeforeItCanLeave() {
        List<Long> begun = new ArrayList<>();
        Replies.Slot first = replies.reserve(1, null);
        replies.defer(2, slot -> begun.add(slot.id));
        replies.add(3, Reply.Result.PONG);
        assertThat(begun).isEmpty();

        replies.complete(first, Reply.Result.SUBSCRIBED);
        assertThat(begun).containsExactly(2L);
        assertThat(released).containsExactly(1L);
    }

    @Test
    void aLargeReplyThatNothingWaitsBeforeIsMadeAtOnce() {
        List<Replies.Slot> begun = new ArrayList<>();
        replies.defer(1, begun::add);
        replies.add(2, Reply.Result.PONG);
        assertThat(begun).hasSize(1);
        assertThat(released).isEmpty();

        replies.complete(begun.get(0), Reply.Result.PONG);
        assertThat(released).containsExactly(1L, 2L);
        assertThat(begun).as("it is made once").hasSize(1);
    }

    @Test
    void aReplyWaitsForTheEarlierOnes() {
        Replies.Slot first = replies.reserve(1, null);
        replies.add(2, Reply.Result.PONG);
        Replies.Slot third = replies.reserve(3, null);
        replies.add(4, Reply.Result.PONG);

        replies.complete(third, Reply.Result.SUBSCRIBED);
        assertThat(released).isEmpty();

        replies.complete(first, Reply.Result.SUBSCRIBED);
        assertThat(released).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void everyReplyKeepsItsOwnContent() {
        List<Reply> contents = new ArrayList<>();
        Replies own = new Replies((slot, reply) -> contents.add(reply));
        Replies.Slot first = own.reserve(1, null);
        own.add(2, Reply.Result.PONG);
        own.complete(first, Reply.Error.FORBIDDEN);

        assertThat(contents).containsExactly(Reply.Error.FORBIDDEN, Reply.Result.PONG);
    }

    @Test
    void anyOrderOfOutcomesGivesTheOrderOfCommands() {
        Random random = new Random(1);
        for (int run = 0; run < 200; run++) {
            released.clear();
            List<Replies.Slot> slots = new ArrayList<>();
            for (long id = 0; id < 30; id++) {
                slots.add(replies.reserve(id, null));
            }
            Collections.shuffle(slots, random);
            slots.forEach(slot -> replies.complete(slot, Reply.Result.PONG));

            assertThat(released).hasSize(30).isSorted();
        }
    }

    @Test
    void aReplyMayFillAnEarlierPlaceWhileOneIsReleased() {
        List<Long> order = new ArrayList<>();
        List<Replies> own = new ArrayList<>();
        own.add(new Replies((slot, reply) -> {
            order.add(slot.id);
            if (slot.id == 1) {
                own.get(0).add(9, Reply.Result.PONG);
            }
        }));
        Replies.Slot first = own.get(0).reserve(1, null);
        own.get(0).add(2, Reply.Result.PONG);
        own.get(0).complete(first, Reply.Result.PONG);

        assertThat(order).containsExactly(1L, 2L, 9L);
    }

    @Test
    void whatIsForgottenIsNeverReleased() {
        Replies.Slot slot = replies.reserve(1, null);
        replies.clear();
        replies.complete(slot, Reply.Result.PONG);

        assertThat(released).isEmpty();
    }
}
