package dev.turbine.benchmark;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** The command {@code bin/benchmark}. */
final class Benchmark {
    private Benchmark() {}

    public static void main(String[] args) {
        List<Scenario> scenarios = new ArrayList<>();
        for (String arg : args) {
            scenarios.add(Scenario.valueOf(arg.toUpperCase(Locale.ROOT)));
        }
        if (scenarios.isEmpty()) {
            scenarios.addAll(Arrays.asList(Scenario.values()));
        }
        Machine machine = new Machine(
                System.getProperty("benchmark.java", System.getProperty("java.home") + "/bin/java"),
                List.of("-Xms1g", "-Xmx1g"),
                System.getProperty("java.class.path"),
                System.getProperty("benchmark.peers", ""));
        String[] at = {""};
        Results results = (scenario, subject, x, round, metric, value) -> {
            String here = scenario + " " + subject + " " + x + " " + round;
            if (!here.equals(at[0])) {
                System.out.print("\n" + here);
                at[0] = here;
            }
            System.out.printf(Locale.ROOT, "  %s %.3f", metric, value);
            System.out.flush();
        };
        Lab lab = new Lab(
                machine,
                results,
                Integer.getInteger("benchmark.rounds", 3),
                Long.getLong("benchmark.millis", 4000),
                Long.getLong("benchmark.warmup", 4000),
                contender -> contender.name().matches(System.getProperty("benchmark.only", ".*")));
        scenarios.forEach(scenario -> scenario.run(lab));
    }
}
