package dev.turbine.broker.nats;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.broker.nats.EntryOrder.Outcome;
import dev.turbine.spi.PublicationLog.Entry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class EntryOrderTest {
    private final EntryOrder order = new EntryOrder(1);
    private final List<String> come = new ArrayList<>();

    private Outcome take(long offset, long previous) {
        return order.take(new Entry(offset, previous, new byte[0]), this::note);
    }

    private void note(Entry entry) {
        come.add(entry.previous() + "<" + entry.offset());
    }

    @Test
    void theFirstIsTakenAsItIs() {
        assertThat(take(7, 3)).isEqualTo(Outcome.TAKEN);
        assertThat(come).containsExactly("3<7");
    }

    @Test
    void oneThatComesTooEarlyWaitsForTheOneBefore() {
        take(1, 0);
        assertThat(take(4, 3)).isEqualTo(Outcome.HELD);
        assertThat(take(3, 2)).isEqualTo(Outcome.HELD_TOO);
        assertThat(take(2, 1)).isEqualTo(Outcome.TAKEN);
        assertThat(come).containsExactly("0<1", "1<2", "2<3", "3<4");
    }

    @Test
    void itDoesNotWaitForEver() {
        take(1, 0);
        take(6, 5);
        take(4, 3);
        order.release(this::note);
        assertThat(come).containsExactly("0<1", "3<4", "5<6");
        assertThat(take(5, 4)).isEqualTo(Outcome.LATE);
        assertThat(take(7, 6)).isEqualTo(Outcome.TAKEN);
    }

    @Test
    void onlySoManyWait() {
        take(1, 0);
        for (long offset = 3; come.size() == 1; offset++) {
            assertThat(offset).isLessThan(5_000);
            take(offset, offset - 1);
        }
        assertThat(come).contains("2<3", "3<4").hasSizeGreaterThan(4_000);
    }

    @Test
    void onlySoMuchWaits() {
        take(1, 0);
        order.take(new Entry(3, 2, new byte[3 << 20]), this::note);
        assertThat(come).hasSize(1);
        order.take(new Entry(5, 4, new byte[3 << 20]), this::note);
        assertThat(come).containsExactly("0<1", "2<3", "4<5");
    }

    @Test
    void noneComesTwice() {
        take(1, 0);
        take(2, 1);
        assertThat(take(2, 1)).isEqualTo(Outcome.LATE);
        assertThat(take(1, 0)).isEqualTo(Outcome.LATE);
        assertThat(come).containsExactly("0<1", "1<2");
    }

    @Test
    void ofAPredecessorThatIsForgottenThePlaceIsKnownFromWhatCameOrWasRead() {
        order.known(5);
        take(9, 0);
        take(12, 0);
        assertThat(come).containsExactly("5<9", "9<12");
    }

    @Test
    void afterALossNothingIsKnown() {
        order.known(5);
        take(9, 0);
        order.lost();
        take(12, 0);
        take(15, 0);
        assertThat(come).containsExactly("5<9", "0<12", "12<15");
    }

    @Test
    void numbersThatBeginAnewAreNotLate() {
        take(9, 0);
        take(12, 11);
        order.enter(2);
        assertThat(take(1, 0)).isEqualTo(Outcome.TAKEN);
        order.enter(2);
        assertThat(take(2, 1)).isEqualTo(Outcome.TAKEN);
        assertThat(come).containsExactly("0<9", "0<1", "1<2");
    }
}
