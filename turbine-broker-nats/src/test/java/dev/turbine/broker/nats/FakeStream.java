package dev.turbine.broker.nats;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A stream in memory, whose consumer is on another server than its leader: that has forgotten more, and has not come as far. */
final class FakeStream implements PageSource {
    private final int size; // of each subject
    private final Runnable meanwhile;
    private final List<Stored> stored = new ArrayList<>(); // ever
    private final Queue<Runnable> questions = new ArrayDeque<>();
    private long first = 1; // not aged, at the leader
    private long first2 = 1; // and where the consumer is
    private long last2;
    private long next2; // for the consumer
    private int maxBatch = Integer.MAX_VALUE;
    private int answers;
    private boolean closed;

    /** @param meanwhile done before each answer */
    FakeStream(int size, Runnable meanwhile) {
        this.size = size;
        this.meanwhile = meanwhile;
    }

    long append(String subject) {
        stored.add(new Stored(stored.size() + 1, subject, new byte[0]));
        return stored.size();
    }

    /** Everywhere. */
    void age(int count) {
        first = Math.min(first + count, stored.size() + 1);
        first2 = Math.max(first2, first);
    }

    /** Where the consumer is. */
    void ageThere(int count) {
        first2 = Math.min(first2 + count, stored.size() + 1);
    }

    /** Where the consumer is. */
    void storeThere(int count) {
        last2 = Math.min(last2 + count, stored.size());
    }

    /** What the consumer has sent that came too late. */
    void lose(int count) {
        next2 += next2 == 0 ? 0 : count;
    }

    void maxBatch(int count) {
        maxBatch = count;
    }

    long stored() {
        return stored.size();
    }

    int answers() {
        return answers;
    }

    boolean isClosed() {
        return closed;
    }

    List<Long> places(String subject) {
        return of(subject).stream().map(Stored::place).toList();
    }

    private List<Stored> of(String subject) {
        return stored.stream().filter(one -> one.subject().equals(subject)).toList();
    }

    /** Those that are left of a subject: the newest, as many as may be, unless they have aged. */
    private List<Stored> left(String subject, long first, long last) {
        List<Stored> all =
                of(subject).stream().filter(one -> one.place() <= last).toList();
        return all.subList(Math.max(0, all.size() - size), all.size()).stream()
                .filter(one -> one.place() >= first)
                .toList();
    }

    private List<Stored> left(String subject) {
        return left(subject, first, stored.size());
    }

    void answerAll() {
        Runnable question;
        while ((question = questions.poll()) != null) {
            answers++;
            meanwhile.run();
            question.run();
        }
    }

    @Override
    public String epoch() {
        return "epoch";
    }

    @Override
    public void last(String subject, Consumer<@Nullable Stored> then) {
        questions.add(() -> {
            List<Stored> left = left(subject);
            then.accept(left.isEmpty() ? Stored.NOTHING : left.get(left.size() - 1));
        });
    }

    @Override
    public void next(String subject, long from, Consumer<@Nullable Stored> then) {
        questions.add(() -> then.accept(left(subject).stream()
                .filter(one -> one.place() >= from)
                .findFirst()
                .orElse(Stored.NOTHING)));
    }

    @Override
    public void at(long place, Consumer<@Nullable Stored> then) {
        questions.add(() -> then.accept(isLeft(place) ? stored.get((int) place - 1) : Stored.NOTHING));
    }

    private boolean isLeft(long place) {
        return place <= stored.size()
                && left(stored.get((int) place - 1).subject()).stream().anyMatch(one -> one.place() == place);
    }

    @Override
    public void batch(String subject, long from, int most, Consumer<@Nullable List<Stored>> then) {
        questions.add(() -> {
            next2 = next2 == 0 ? from : next2;
            List<Stored> batch = left(subject, first2, last2).stream()
                    .filter(one -> one.place() >= next2)
                    .limit(Math.min(most, maxBatch))
                    .toList();
            next2 = batch.isEmpty() ? next2 : batch.get(batch.size() - 1).place() + 1;
            then.accept(batch);
        });
    }

    @Override
    public void extent(Consumer<@Nullable Extent> then) {
        questions.add(() -> then.accept(extent()));
    }

    private Extent extent() {
        long lowest = first;
        while (lowest <= stored.size() && !isLeft(lowest)) {
            lowest++;
        }
        return new Extent(lowest, stored.size(), false);
    }

    @Override
    public void extentOf(String subject, Consumer<@Nullable Extent> then) {
        questions.add(() -> {
            Extent extent = extent();
            meanwhile.run();
            then.accept(new Extent(extent.first(), extent.last(), left(subject).size() >= size));
        });
    }

    @Override
    public void close() {
        closed = true;
    }
}
