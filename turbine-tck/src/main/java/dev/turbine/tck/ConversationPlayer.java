package dev.turbine.tck;

import static dev.turbine.tck.Node.PATIENCE;
import static dev.turbine.tck.Node.expect;

import dev.turbine.api.Disconnect;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Plays a conversation once. */
final class ConversationPlayer {
    private static final Duration SILENCE = Duration.ofMillis(100);

    private final Conversation conversation;
    private final Node node;
    private final Placeholders placeholders;
    private final Captures captures = new Captures();
    private final Map<Integer, Client> clients = new HashMap<>();
    private final Map<Integer, Integer> refusals = new HashMap<>();
    private final List<Future<?>> hostActions = new ArrayList<>();
    private @Nullable RawReply reply; // to the last request, until it is looked at

    ConversationPlayer(Conversation conversation, Node node, Tokens tokens) {
        this.conversation = conversation;
        this.node = node;
        placeholders = new Placeholders(tokens);
    }

    void play() {
        for (Conversation.Step step : conversation.steps()) {
            try {
                if (!step.mark().equals("R")) {
                    checkUnexaminedReply();
                }
                play(step);
            } catch (AssertionError | RuntimeException e) {
                String where = conversation.name() + ":" + step.line() + ": " + step.mark() + ": " + step.text();
                throw new AssertionError(where + "\n" + e.getMessage(), e);
            }
        }
        checkUnexaminedReply();
        hostActions.forEach(ConversationPlayer::await);
        clients.values().forEach(Client::close);
    }

    private void play(Conversation.Step step) {
        String text = step.text();
        switch (step.mark()) {
            case "O" -> open(step.client(), placeholders.fill(text).lines().toArray(String[]::new));
            case "C" ->
                client(step.client()).send(Frame.of(Frame.FIN | Frame.TEXT, placeholders.bytes(captures.fill(text))));
            case "B" -> client(step.client()).sendBinary(placeholders.bytes(captures.fill(text)));
            case "S" -> {
                String frame = client(step.client()).receive(PATIENCE);
                expect(captures.complete(fill(text), frame), frame);
            }
            case "X" -> expectClose(step.client(), text);
            case "P" -> publish(fill(text));
            case "H" -> reply = node.dialer().call(request(text.split("\n", -1)));
            case "R" -> examineReply(fill(text).split("\n"));
            case "T" -> host(fill(text).split(" ", 3));
            case "--" -> expectSilence(text.isEmpty() ? SILENCE : Placeholders.duration(text));
            default -> throw new IllegalStateException(step.mark());
        }
    }

    private String fill(String text) {
        return captures.fill(placeholders.fill(text));
    }

    private Client client(int number) {
        Client client = clients.get(number);
        return client != null ? client : open(number);
    }

    private Client open(int number, String... headers) {
        Client client = node.dialer().dial(headers);
        client.answerPings(!conversation.settings().contains("pongs off"));
        clients.put(number, client);
        return client;
    }

    private void expectClose(int number, String expected) {
        String actual;
        try {
            Disconnect close = client(number).awaitClose(PATIENCE);
            actual = close.code() + " " + close.reason();
        } catch (UpgradeRefused refused) {
            actual = refused.reply().status() + " refused";
        }
        String closed = actual;
        boolean matches = Arrays.stream(expected.split(" \\| "))
                .anyMatch(one -> one.equals(closed) || one.equals(closed.split(" ")[0] + " *"));
        if (!matches) {
            throw new AssertionError("expected close " + expected + ", got " + actual);
        }
    }

    private void publish(String text) {
        String[] parts = text.split(" ", 2);
        reply = node.dialer().call(RawRequest.publish(parts[0], parts[1]));
    }

    private RawRequest request(String[] lines) {
        String[] start = lines[0].split(" ");
        int end = Arrays.asList(lines).indexOf("");
        List<String> headers = Arrays.asList(lines).subList(1, end < 0 ? lines.length : end);
        byte[] body = end < 0
                ? new byte[0]
                : placeholders.bytes(
                        captures.fill(String.join("\n", Arrays.copyOfRange(lines, end + 1, lines.length))));
        return new RawRequest(start[0], start[1], headers, body);
    }

    private void examineReply(String[] expected) {
        RawReply actual = reply;
        if (actual == null) {
            throw new AssertionError("there was no request");
        }
        expected[0] = captures.complete(expected[0], actual.status() + " " + actual.text());
        ReplyMatch.check(expected, actual);
        reply = null;
    }

    /** A request whose reply the script leaves out must have succeeded. */
    private void checkUnexaminedReply() {
        if (reply != null && reply.status() != 200) {
            throw new AssertionError("request was answered with " + reply);
        }
        reply = null;
    }

    private void host(String[] words) {
        switch (words[0]) {
            case "close" -> hostActions.add(CompletableFuture.runAsync(node.turbine()::close));
            case "disconnect" ->
                hostActions.add(node.turbine().disconnect(words[1]).toCompletableFuture());
            case "publish" -> await(node.turbine().publish(words[1], words[2]).toCompletableFuture());
            default -> throw new IllegalArgumentException("the host cannot " + words[0]);
        }
    }

    private void expectSilence(Duration time) {
        clients.values().forEach(client -> client.expectSilence(time));
    }

    private static void await(Future<?> action) {
        try {
            action.get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException | ExecutionException | TimeoutException e) {
            throw new AssertionError("the host's action failed", e);
        }
    }
}
