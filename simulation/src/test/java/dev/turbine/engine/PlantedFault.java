package dev.turbine.engine;

import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A fault as somebody might make it: one place of one source, and what stands there instead. Those of the engine are its
 * own; those in sources whose names begin with {@code Sim} are a broker's, a log's or a transport's, which the engine cannot
 * help but the checker has to see.
 */
enum PlantedFault {
    IGNORES_THE_EPOCH("History", "since.epoch().equals(epoch) && since", "since"),
    TRIMS_AT_THE_WRONG_OFFSET("History", "floor = removed.offset();", "floor = removed.offset() - 1;"),
    SKIPS_ONE_ON_CATCHING_UP("History", "int next = indexAfter(offset);", "int next = indexAfter(offset + 1);"),
    RECOVERS_WHAT_WAS_SEEN("History", "entry(middle).offset() <= offset", "entry(middle).offset() < offset"),
    GOES_LIVE_TOO_EARLY("CatchUp", "if (page.last()) {", "if (page.top() > 0) {"),
    GIVES_LIVE_TO_WHO_IS_BEHIND("Subscription", "if (follow.behind) {", "if (follow.behind && previous < 0) {"),
    DROPS_WHERE_IT_SHOULD_CATCH_UP(
            "Subscription", "if (!taken && channel.policy == OverflowPolicy.CATCH_UP) {", "if (offset < 0) {"),
    BEGINS_AN_ATTEMPT_THAT_HAS_ENDED(
            "SessionSubscriptions",
            "        subscription.slot = null;\n        if (subscription.state == Subscription.State.ANSWERED) {",
            "        subscription.slot = null;\n        if (subscription.state != Subscription.State.ACTIVE) {"),
    DELIVERS_AFTER_UNSUBSCRIBE(
            "SessionSubscriptions",
            "            end(subscription);\n            if (slot != null) {",
            "            if (slot != null) {\n                end(subscription);"),
    ANSWERS_BEFORE_THE_BROKER(
            "ChannelHome", "        if (confirmed) {\n", "        if (confirmed || history == null) {\n"),
    ANSWERS_BEFORE_REGISTERING(
            "ChannelHome", "            shards.add(asking);", "            home.post(() -> shards.add(asking));"),
    IGNORES_A_GAP(
            "ChannelHistory",
            "            history.restart(home.newEpoch(), 0);\n            channel.lose();",
            "            return;"),
    TELLS_NOBODY_OF_A_GAP("ChannelHistory", "0);\n            channel.lose();", "0);"),
    KEEPS_THE_EPOCH_OVER_A_GAP(
            "ChannelHistory", "history.restart(home.newEpoch(), 0);", "history.restart(history.epoch(), 0);"),
    LETS_GO_THOUGH_SOMEBODY_CAME(
            "Homes",
            "            home.release(released);\n            letGo(home);",
            "            home.release(released);\n            drop(home);"),
    LETS_GO_THOUGH_SOMEBODY_COMES(
            "Subscribers", "if (channel.size > 0 || channel.pending > 0) {", "if (channel.size > 0) {"),
    FORGETS_WHERE_A_SUBSCRIBER_STANDS("Subscribers", "        last.index = subscription.index;\n", ""),
    CONFLATES_ACROSS_CHANNELS("Outbox", "if (entry.channel == newer.channel) {", "if (entry.channel != null) {"),
    OVERTAKES_WHAT_IS_IN_FLIGHT(
            "Outbox",
            "for (int i = inFlight; i < size; i++) {\n            OutboundMessage entry = peek(i);\n            if (entry.channel ==",
            "for (int i = 0; i < size; i++) {\n            OutboundMessage entry = peek(i);\n            if (entry.channel =="),
    DELIVERS_AFTER_EXPIRY("Session", "deadlines.phaseEndsAt = endsAt;", "deadlines.phaseEndsAt = endsAt + 20_000_000;"),
    KEEPS_THE_OLD_EXPIRY(
            "Session",
            "deadlines.phaseEndsAt = endsAt;",
            "deadlines.phaseEndsAt = first ? endsAt : deadlines.phaseEndsAt;"),
    KEEPS_WHAT_IS_NOT_GRANTED_ANY_MORE(
            "SessionSubscriptions",
            "                revoke(subscription, Disconnect.NOT_GRANTED);",
            "                slot = null;"),
    CONFIRMS_WHAT_IS_NOT_IN_THE_LOG(
            "PublishTicket",
            "} else if (outcome == PublicationLog.Outcome.UNKNOWN) {",
            "} else if (outcome == null) {"),
    TAKES_FROM_THE_LOG_OVER_A_HOLE(
            "ChannelLog", "if (entry.previous() == history.top()) {", "if (entry.previous() >= 0) {"),
    READS_THE_LOG_OVER_A_HOLE("ChannelLog", "(page.complete() || isBeginning(page))", "page.top() >= 0"),
    RELAYS_A_SECOND_ATTEMPT(
            "Homes", "if (history != null && history.knows(key)) {", "if (history == null && key == channel) {"),
    ANSWERS_OUT_OF_ORDER(
            "Replies",
            "        if (waiting == null) {\n            receiver",
            "        if (id > 0) {\n            receiver"),
    LETS_THE_LAST_OVERTAKE(
            "Inbox",
            "            task.next = oldest;\n            oldest = task;",
            "            if (oldest == null || before != null) {\n                task.next = oldest;\n                oldest = task;\n            } else {\n                task.next = oldest.next;\n                oldest.next = task;\n            }"),
    KEEPS_WHO_WAS_ON_A_DEAD_NODE(
            "Homes", "eachPresence(presence -> presence.forget(id));", "eachPresence(Presence::isIdle);"),
    ASKS_NOBODY_WHO_COMES("Homes", "eachPresence(Presence::nodeJoined);", "eachPresence(Presence::isIdle);"),
    KEEPS_WHO_IS_NOT_NAMED("Presence", "        if (report.last()) {", "        if (report.part() < 0) {"),
    SAYS_ONLY_ONCE_WHO_IS_THERE(
            "Presence", "if (forwarding != Broker.Forwarding.FORWARDED) {", "if (forwarding == null) {"),
    MISSES_WHO_CAME_IN_A_GAP("ChannelHome", "            presence.gap();", "            used();"),
    TELLS_TWICE_WHO_CAME("Presence", "boolean known = there.users.containsKey(client);", "boolean known = false;"),
    DOES_NOT_LEAVE(
            "SessionSubscriptions",
            "                leave(subscription.channel);\n",
            "                if (session.shard != node.home(subscription.channel.name)) {\n                    leave(subscription.channel);\n                }\n"),
    READS_OVER_A_HOLE(
            "ChannelHistory",
            "if (since != null && !expired().reaches(since)) {",
            "if (since != null && !since.epoch().equals(history.epoch())) {"),
    SAYS_THAT_EVERY_PAGE_IS_THE_LAST(
            "ChannelHistory",
            "HistoryResult.page(history.position(), publications)",
            "HistoryResult.page(position(publications.isEmpty() ? page.top() : page.entries().get(publications.size() - 1).offset()), publications)"),
    READS_WHILE_IT_IS_BEHIND(
            "ChannelHistory", "        whenReached(since, () -> query", "        channel.whenConfirmed(() -> query"),
    LISTENS_AFTER_THE_END("HostSubscription", "        if (closed) {", "        if (lane == null) {"),
    LETS_GO_THOUGH_THE_HOST_LISTENS(
            "ChannelHome", "shards.isEmpty() && listeners.isEmpty() && waiting", "shards.isEmpty() && waiting"),
    FORGETS_WHO_HEARS_WHILE_THE_LOG_IS_READ(
            "ChannelLog", "fresh ? Math.min(firstHeld, firstAppended) : firstHeld", "firstHeld"),
    KEEPS_A_LANE_STANDING("Lane", "                running = false;", "                running = waitingBytes >= 0;"),
    WAITS_FOR_A_BROKER_THAT_FORGETS("BrokerCalls", "return answer.complete(otherwise);", "return answer.isDone();"),
    GIVES_A_BROKER_UP_ONLY_ONCE(
            "BrokerCalls", "            timed = false;\n            giveUp();", "            giveUp();"),
    TAKES_NO_ANSWER_FOR_A_YES(
            "Relay",
            "log.append(channel, data, key), NOT_APPENDED, UNKNOWN)",
            "log.append(channel, data, key), NOT_APPENDED, new Appended(PublicationLog.Outcome.APPENDED, 0))"),
    SHUTS_DOWN_BEFORE_ALL_IS_SENT(
            "Session",
            "            closeGently(Disconnect.SHUTTING_DOWN);",
            "            close(Disconnect.SHUTTING_DOWN);"),
    TAKES_PUBLICATIONS_WHILE_IT_SHUTS_DOWN(
            "Node",
            "        if (draining) {\n            permits.applied",
            "        if (channels.isEmpty()) {\n            permits.applied"),
    FORGETS_ONE_AS_IT_SHUTS_DOWN(
            "Shard",
            "session.drainAt(now + random.nextLong(window));",
            "session.drainAt(session.place == 0 ? Timers.NEVER : now + random.nextLong(window));"),

    BROKER_LOSES_WITHOUT_A_WORD(
            "SimLink", "incoming == lost);\n            down.add(Incoming.GAP);", "incoming == lost);"),
    BROKER_MENDS_WITHOUT_A_WORD(
            "SimLink",
            "serverFollowed.addAll(followed);\n        down.add(Incoming.GAP);",
            "serverFollowed.addAll(followed);"),
    BROKER_CONFIRMS_TOO_EARLY(
            "SimLink",
            "                    serverWanted.add(channel);\n                    return null;",
            "                    answers.add(() -> up.add(() -> serverWanted.add(channel)));\n                    return null;"),
    BROKER_DELIVERS_TWICE(
            "SimServer",
            "                link.arrive(new SimLink.Incoming(channel, payload, null));",
            "                link.arrive(new SimLink.Incoming(channel, payload, null));\n                link.arrive(new SimLink.Incoming(channel, payload, null));"),
    BROKER_REORDERS("SimLink", "            down.add(incoming);", "            down.add(down.size() / 2, incoming);"),
    BROKER_GIVES_BACK("SimServer", "link != from && link.isInterested(channel)", "link.isInterested(channel)"),
    LOG_HIDES_THAT_IT_WAS_TRIMMED(
            "SimServer", "boolean whole = after >= stream.trimmed && after <= this.newest;", "boolean whole = true;"),
    LOG_APPENDS_TWICE("SimServer", "if (known != null) {", "if (known != null && known < 0) {"),
    TRANSPORT_LOSES_A_WRITE(
            "SimConnection",
            "        if (failure == null) {",
            "        if (failure == null && world.random.nextInt(50) > 0) {"),
    TRANSPORT_HARMS_A_FRAME(
            "SimConnection",
            "new Received(message.text())",
            "new Received(message.text().replace(\"\\\"pad\\\":\\\"zzz\", \"\\\"pad\\\":\\\"zz\"))");

    private static final String SOURCES = "src/main/java/dev/turbine/engine/";

    private final String source;
    private final String text;
    private final String replacement;

    PlantedFault(String source, String text, String replacement) {
        this.source = source;
        this.text = text;
        this.replacement = replacement;
    }

    /** The file, from the module's directory, where Maven runs tests. */
    Path source() {
        Path own = Path.of(SOURCES + source + ".java");
        return Files.exists(own) ? own : Path.of("../turbine-engine/" + SOURCES + source + ".java");
    }

    String text() {
        return text;
    }

    String replacement() {
        return replacement;
    }
}
