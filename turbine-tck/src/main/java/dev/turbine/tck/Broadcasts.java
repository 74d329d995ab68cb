package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.api.LinkStats;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** B8: a broadcast reaches every other node at most once, and never this one. */
interface Broadcasts extends Meshes {
    @Test
    default void b8ABroadcastReachesEveryOtherNodeOnceAndNeverThisOne() {
        BrokerNode one = mesh().join();
        BrokerNode two = mesh().join();
        BrokerNode three = mesh().join();

        say(one, "first");
        awaitSaid(two, "first");
        awaitSaid(three, "first");
        say(two, "second");
        awaitSaid(one, "second");
        awaitSaid(three, "second");
        say(three, "end");
        awaitSaid(one, "end");
        awaitSaid(two, "end");

        assertThat(said(one)).containsExactly("second", "end");
        assertThat(said(two)).containsExactly("first", "end");
        assertThat(said(three)).containsExactly("first", "second");
    }

    @Test
    default void b8BroadcastsAndPublicationsAreKeptApart() {
        BrokerNode one = mesh().join();
        BrokerNode two = mesh().join();
        two.subscribe("news");
        one.forward("news", "published");
        say(one, "said");
        awaitSaid(two, "said");
        two.awaitText("news", "published");
        assertThat(said(two)).containsExactly("said");
        assertThat(two.arrivals()).hasSize(1);
        assertThat(one.stats().offered()).isEqualTo(1);
        assertThat(two.stats().received()).isEqualTo(1);
    }

    @Test
    default void b8ABroadcastArrivesByteForByte() {
        BrokerNode one = mesh().join();
        BrokerNode two = mesh().join();
        byte[] all = new byte[256];
        for (int i = 0; i < all.length; i++) {
            all[i] = (byte) i;
        }
        List<byte[]> payloads = List.of(all, new byte[] {0}, new byte[0]);
        for (int i = 0; i < payloads.size(); i++) {
            int count = i + 1;
            one.broker().broadcast(payloads.get(i));
            mesh().until("a broadcast", () -> two.broadcasts().size() == count);
            assertThat(two.broadcasts().get(i)).isEqualTo(payloads.get(i));
        }
    }

    @Test
    default void b8BroadcastsGoOnAfterTheLinkIsBack() {
        BrokerNode away = mesh().join();
        BrokerNode other = mesh().join();
        mesh().cut(away);
        away.awaitState(LinkStats.State.AWAY);
        Aside.promptly("broadcast", () -> say(away, "lost"));
        say(other, "not for it");
        mesh().mend(away);
        away.awaitGap();

        say(other, "back");
        awaitSaid(away, "back");
        say(away, "here");
        awaitSaid(other, "here");
        assertThat(said(away)).doesNotContain("not for it");
    }

    private static void say(BrokerNode node, String text) {
        node.broker().broadcast(text.getBytes(StandardCharsets.UTF_8));
    }

    private void awaitSaid(BrokerNode node, String text) {
        mesh().until("broadcast of " + text, () -> said(node).contains(text));
    }

    private static List<String> said(BrokerNode node) {
        return node.broadcasts().stream()
                .map(payload -> new String(payload, StandardCharsets.UTF_8))
                .toList();
    }
}
