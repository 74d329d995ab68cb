package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** L3: from when {@code follow} completes, nothing is missed; L12: a channel's name names that channel. */
interface Following extends Logs {
    @Test
    default void l3NothingIsMissedOnceFollowIsAnswered() {
        LogNode publisher = join();
        LogNode reader = join();
        for (int i = 0; i < 50; i++) {
            String channel = "channel " + i;
            reader.follow(channel);
            publisher.append(channel, "at once");
        }
        for (int i = 0; i < 50; i++) {
            reader.awaitText("channel " + i, "at once");
        }
    }

    /** What stands in the page comes before what is heard, and the two meet. */
    @Test
    default void l3FollowAndThenReadLeaveNothingOut() {
        LogNode publisher = join();
        LogNode reader = join();
        int count = Math.min(logs().size(), 100);
        for (int i = 0; i < count; i++) {
            publisher.append("news", "m" + i);
            if (i == count / 2) {
                reader.follow("news");
            }
        }
        List<String> texts = new ArrayList<>(LogNode.texts(reader.readAfter("news", 0)));
        reader.awaitText("news", "m" + (count - 1));
        reader.texts("news").stream().filter(text -> !texts.contains(text)).forEach(texts::add);
        List<String> all = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            all.add("m" + i);
        }
        assertThat(texts).isEqualTo(all);
    }

    @Test
    default void l3ANodeHearsOfWhatItFollowsAlone() {
        LogNode publisher = join();
        LogNode reader = join();
        reader.follow("news", "dropped");
        publisher.appended("dropped", "one");
        publisher.appended("nobody", "one");
        publisher.appended("news", "one");
        reader.awaitText("news", "one");
        reader.awaitText("dropped", "one");
        reader.log().unfollow("dropped");
        AtomicInteger rounds = new AtomicInteger();
        mesh().until("silence", () -> {
            String text = "late " + rounds.incrementAndGet();
            publisher.appended("dropped", text);
            publisher.appended("news", text);
            reader.awaitText("news", text);
            return !reader.texts("dropped").contains(text);
        });
        assertThat(reader.entries("nobody")).isEmpty();
        assertThat(publisher.seen()).isEmpty();
        reader.follow("dropped");
        publisher.appended("dropped", "again");
        reader.awaitText("dropped", "again");
    }

    @Test
    default void l12EveryNameNamesItsOwnChannelAlone() {
        LogNode publisher = join();
        LogNode even = join();
        LogNode odd = join();
        List<String> names = Naming.HOSTILE;
        for (int i = 0; i < names.size(); i++) {
            (i % 2 == 0 ? even : odd).follow(names.get(i));
        }
        for (int i = 0; i < names.size(); i++) {
            publisher.appended(names.get(i), "text " + i, "key");
        }
        for (int i = 0; i < names.size(); i++) {
            LogNode reader = i % 2 == 0 ? even : odd;
            reader.awaitText(names.get(i), "text " + i);
            assertThat(reader.texts(names.get(i))).containsExactly("text " + i);
            assertThat(LogNode.texts(publisher.readAfter(names.get(i), 0))).containsExactly("text " + i);
        }
        assertThat(even.seen().size() + odd.seen().size()).isEqualTo(names.size());
    }
}
