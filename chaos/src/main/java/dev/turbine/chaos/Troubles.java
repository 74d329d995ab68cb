package dev.turbine.chaos;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Has the faults of a plan happen, each at its time. */
final class Troubles {
    private static final int LOOK_MILLIS = 20;

    private record Step(long atMillis, Fault fault, boolean begins) {}

    private final Installation installation;
    private final Consumer<String> out;
    private final List<Step> steps = new ArrayList<>();

    Troubles(Plan plan, Installation installation, Consumer<String> out) {
        this.installation = installation;
        this.out = out;
        for (Fault fault : plan.faults()) {
            steps.add(new Step(fault.atMillis(), fault, true));
            steps.add(new Step(fault.endMillis(), fault, false));
        }
        steps.sort(Comparator.comparingLong(Step::atMillis));
    }

    /** Returns when everything has ended. Between two steps it looks after something else. */
    void happen(Runnable look) throws InterruptedException {
        long start = System.nanoTime();
        for (Step step : steps) {
            while (System.nanoTime() - start < TimeUnit.MILLISECONDS.toNanos(step.atMillis)) {
                TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
                look.run();
            }
            if (step.begins) {
                out.accept(step.fault.toString());
                installation.begin(step.fault);
            } else {
                installation.end(step.fault);
            }
        }
    }
}
