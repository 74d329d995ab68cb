package dev.turbine.chaos;

import dev.turbine.tck.check.ChannelKind;
import dev.turbine.tck.check.Checker;
import dev.turbine.tck.check.Event;
import dev.turbine.tck.check.Journal;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * One run: everything starts, publishers publish while clients come and go and the plan's faults happen, then everything is
 * calm and every client reads to the end.
 */
final class Run {
    /** How long nothing at all may happen that a run waits for. */
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(120);

    private static final int LOOK_MILLIS = 100;
    private static final int MOST_ROUNDS = 5;
    private static final long SAID_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final Options options;
    private final Plan plan;
    private final List<String> server;
    private final Path directory;
    private final Consumer<String> out;
    private final Progress progress = new Progress();
    private final List<Publisher> publishers = new ArrayList<>();
    private long said = System.nanoTime();

    /**
     * @param server command of a node
     * @param directory gets journals, logs and stores
     * @param out is told what happens
     */
    Run(Options options, Plan plan, List<String> server, Path directory, Consumer<String> out) {
        this.options = options;
        this.plan = plan;
        this.server = server;
        this.directory = directory;
        this.out = out;
    }

    /** @throws IllegalStateException if it did not come to its end, so that there is nothing to judge */
    Outcome run() throws IOException, InterruptedException {
        Random random = new Random(options.seed());
        List<Path> journals = List.of(directory.resolve("publishers.journal"), directory.resolve("clients.journal"));
        long start = System.nanoTime();
        long behind;
        String token = Token.of(server);
        try (Journal published = new Journal(journals.get(0));
                Journal seen = new Journal(journals.get(1));
                Installation installation = Installation.start(options.servers(), server, directory);
                Crowd crowd = new Crowd(installation.addresses(), token, seen, progress)) {
            Backend backend = new Backend(installation.addresses());
            for (int i = 0; i < options.channels(); i++) {
                published.add(new Event.Declared(Chaos.channel(i), ChannelKind.DURABLE));
                publishers.add(new Publisher(
                        i,
                        options.channels(),
                        Installation.NODES,
                        backend,
                        published,
                        progress,
                        new Random(random.nextLong())));
            }
            await("the nodes to be joined", crowd, () -> areJoined(backend));
            crowd.come(options.clients(), options.channels(), random);
            await("all clients to have subscribed", crowd, () -> crowd.subscribed() == options.clients());
            out.accept("all clients have subscribed; faults begin");
            crowd.become(Crowd.Mood.RESTLESS);
            publishWhileFaultsHappen(installation, crowd);
            crowd.become(Crowd.Mood.SETTLING);
            await("the nodes to be joined again", crowd, () -> areJoined(backend));
            behind = readToTheEnd(crowd);
            crowd.end();
        }
        List<Event> events = new ArrayList<>();
        for (Path journal : journals) {
            events.addAll(Journal.read(journal));
        }
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - start);
        return new Outcome(options, plan, progress, Checker.check(events), behind, seconds);
    }

    private void publishWhileFaultsHappen(Installation installation, Crowd crowd) throws InterruptedException {
        ExecutorService threads = Executors.newCachedThreadPool(Run::daemon);
        long nanos = TimeUnit.SECONDS.toNanos(options.seconds());
        List<Future<?>> publishing = new ArrayList<>();
        for (Publisher publisher : publishers) {
            int count = options.publications() / options.channels();
            publishing.add(threads.submit(() -> {
                publisher.publish(count, nanos);
                return null;
            }));
        }
        new Troubles(plan, installation, out).happen(() -> look(crowd));
        await("everything to be published", crowd, () -> publishing.stream().allMatch(Future::isDone));
        threads.shutdown();
        try {
            for (Future<?> done : publishing) {
                done.get();
            }
        } catch (ExecutionException failure) {
            throw new IllegalStateException("a publisher has failed", failure.getCause());
        }
    }

    private boolean areJoined(Backend backend) {
        try {
            for (int node = 0; node < Installation.NODES; node++) {
                if (!backend.isJoined(node)) {
                    return false;
                }
            }
            return true;
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    /**
     * Publishes one more to each channel and waits until all clients have it, and with it all before it. One whose
     * subscription begins in between does not get it, so it is tried again.
     *
     * @return how many clients have not read to the end
     */
    private long readToTheEnd(Crowd crowd) throws InterruptedException {
        List<Long> last = List.of();
        for (int round = 0; round < MOST_ROUNDS; round++) {
            await("all clients to be back", crowd, () -> crowd.subscribed() == options.clients());
            for (Publisher publisher : publishers) {
                publisher.publish();
            }
            last = publishers.stream().map(Publisher::last).toList();
            List<Long> all = last;
            if (becomes(crowd, PATIENCE_NANOS / MOST_ROUNDS, () -> crowd.read(all) == options.clients())) {
                return 0;
            }
            out.accept(crowd.read(all) + " of " + options.clients() + " clients have read to the end");
        }
        return options.clients() - crowd.read(last);
    }

    private void await(String what, Crowd crowd, BooleanSupplier condition) throws InterruptedException {
        out.accept("waiting for " + what);
        if (!becomes(crowd, PATIENCE_NANOS, condition)) {
            throw new IllegalStateException("waited in vain for " + what + "; " + state(crowd));
        }
    }

    /** False if for that long nothing has happened, and the condition does not hold. */
    private boolean becomes(Crowd crowd, long patience, BooleanSupplier condition) throws InterruptedException {
        long state = progress.state();
        long since = System.nanoTime();
        while (!condition.getAsBoolean()) {
            look(crowd);
            TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
            if (progress.state() != state) {
                state = progress.state();
                since = System.nanoTime();
            } else if (System.nanoTime() - since > patience) {
                return false;
            }
        }
        return true;
    }

    /** Says now and then how far it is. */
    private void look(Crowd crowd) {
        String failure = crowd.failure();
        if (failure != null) {
            throw new IllegalStateException(failure);
        }
        if (System.nanoTime() - said > SAID_NANOS) {
            said = System.nanoTime();
            out.accept(state(crowd));
        }
    }

    private String state(Crowd crowd) {
        return progress.published.sum() + " published, " + progress.received.sum() + " received, "
                + progress.connections.sum() + " connections, " + crowd.subscribed() + " clients subscribed";
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "publisher");
        thread.setDaemon(true);
        return thread;
    }
}
