package dev.turbine.tck;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;

/** Keeps the numbers that each session of a swarm receives. */
final class OrderRecord implements Swarm.Listener {
    private final int[][] numbers;
    private final int[] counts;
    private final CountDownLatch left;

    OrderRecord(int sessions, int expected) {
        numbers = new int[sessions][expected];
        counts = new int[sessions];
        left = new CountDownLatch(sessions * expected);
    }

    @Override
    public void onMessage(int session, ByteBuffer payload) {
        if (counts[session] < numbers[session].length) {
            numbers[session][counts[session]++] = OrderCheck.number(payload);
        }
        left.countDown();
    }

    /** Whether every session has received as many as were expected. */
    boolean isComplete() {
        return left.getCount() == 0;
    }

    boolean sameForAll() {
        return Arrays.stream(numbers).allMatch(one -> Arrays.equals(one, numbers[0]));
    }

    /** What the first session has received. */
    IntStream first() {
        return Arrays.stream(numbers[0]);
    }
}
