package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class TimersTest {
    private final Timers timers = new Timers();
    private final List<Recorded> fired = new ArrayList<>();

    private final class Recorded extends Timers.Timer {
        @Override
        void fire() {
            fired.add(this);
        }

        @Override
        void fault() {}
    }

    /** As a shard does it. */
    private void fireDue(long now) {
        Timers.Timer timer;
        while ((timer = timers.takeDue(now)) != null) {
            timer.fire();
        }
    }

    @Test
    void agreesWithAListThatIsSearched() {
        for (int seed = 0; seed < 200; seed++) {
            fired.clear();
            compare(new SplittableRandom(seed));
        }
    }

    private void compare(SplittableRandom random) {
        List<Recorded> all = new ArrayList<>();
        Map<Recorded, Long> due = new HashMap<>();
        for (int i = 0; i < 40; i++) {
            all.add(new Recorded());
        }
        long now = 0;
        for (int step = 0; step < 400; step++) {
            Recorded timer = all.get(random.nextInt(all.size()));
            switch (random.nextInt(4)) {
                case 0 -> {
                    timers.set(timer, Timers.NEVER);
                    due.remove(timer);
                }
                case 1 -> now = fire(now + random.nextInt(30), due);
                default -> {
                    long at = now + random.nextInt(100) - 10;
                    timers.set(timer, at);
                    due.put(timer, at);
                }
            }
            assertThat(timers.size()).isEqualTo(due.size());
            assertThat(timers.nextDue())
                    .isEqualTo(due.values().stream().mapToLong(at -> at).min().orElse(Timers.NEVER));
        }
        fire(Timers.NEVER - 1, due);
        assertThat(timers.size()).isZero();
    }

    private long fire(long now, Map<Recorded, Long> due) {
        int before = fired.size();
        fireDue(now);
        List<Recorded> newly = fired.subList(before, fired.size());
        assertThat(newly).doesNotHaveDuplicates();
        assertThat(newly.stream().map(due::get)).isSorted().allMatch(at -> at <= now);
        newly.forEach(due::remove);
        assertThat(due.values()).allMatch(at -> at > now);
        return now;
    }

    @Test
    void aTimerMaySetItselfAgainWhileItFires() {
        int[] count = new int[1];
        Timers.Timer ticking = new Timers.Timer() {
            @Override
            void fire() {
                if (++count[0] < 5) {
                    timers.set(this, count[0] * 10L);
                }
            }

            @Override
            void fault() {}
        };
        timers.set(ticking, 0);

        fireDue(25);
        assertThat(count[0]).isEqualTo(3);
        fireDue(100);
        assertThat(count[0]).isEqualTo(5);
        assertThat(timers.nextDue()).isEqualTo(Timers.NEVER);
    }

    @Test
    void aTimerMayClearAnotherWhileItFires() {
        Recorded other = new Recorded();
        Timers.Timer first = new Timers.Timer() {
            @Override
            void fire() {
                timers.set(other, Timers.NEVER);
            }

            @Override
            void fault() {}
        };
        timers.set(first, 1);
        timers.set(other, 2);

        fireDue(10);

        assertThat(fired).isEmpty();
        assertThat(timers.size()).isZero();
    }

    @Test
    void clearingATimerThatIsNotSetDoesNothing() {
        timers.set(new Recorded(), Timers.NEVER);

        fireDue(Timers.NEVER - 1);
        assertThat(timers.size()).isZero();
        assertThat(fired).isEmpty();
    }
}
