package dev.turbine.tck;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import dev.turbine.spi.Transport;
import java.time.Duration;
import java.util.Collection;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.awaitility.Awaitility;
import org.junit.platform.engine.CancellationToken;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherExecutionRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs a contract within a test, so that one can see that a broken transport fails it. One run at a time.
 *
 * @param ran names of the methods that were run
 * @param failed names of those that failed
 */
record ContractRun(Set<String> ran, Set<String> failed) {
    /** Runs the tests of {@link TransportContract} whose names begin with {@code rule}, such as {@code t4}; all for "". */
    static ContractRun of(Supplier<Transport> transports, String rule) {
        UnderTest.transports = transports;
        return of(UnderTest.class, rule);
    }

    /** The same until one has failed, and with less patience: for transports of which it is known that one will. */
    static ContractRun untilOneFails(Supplier<Transport> transports, String rule) {
        UnderTest.transports = transports;
        System.setProperty(Node.PATIENCE_PROPERTY, "2000");
        Awaitility.setDefaultTimeout(Duration.ofSeconds(2));
        try {
            return untilOneFails(UnderTest.class, rule);
        } finally {
            Awaitility.reset();
            System.clearProperty(Node.PATIENCE_PROPERTY);
        }
    }

    /** Runs the tests of a contract's subclass whose names begin with {@code rule}, until one has failed. */
    static ContractRun untilOneFails(Class<?> contract, String rule) {
        return run(contract, rule, CancellationToken.create());
    }

    /** Runs the tests of a contract's subclass whose names begin with {@code rule}; all for "". */
    static ContractRun of(Class<?> contract, String rule) {
        return run(contract, rule, CancellationToken.disabled());
    }

    private static ContractRun run(Class<?> contract, String rule, CancellationToken atFirstFailure) {
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectClass(contract))
                .filters(testsOf(rule))
                .build();
        ContractRun run = new ContractRun(new TreeSet<>(), new TreeSet<>());
        LauncherFactory.create()
                .execute(LauncherExecutionRequestBuilder.request(request)
                        .cancellationToken(atFirstFailure)
                        .listeners(run.listener(atFirstFailure))
                        .build());
        if (run.ran.isEmpty()) {
            throw new AssertionError("no test of rule " + rule + " in " + contract);
        }
        return run;
    }

    /** Whether a method's name carries the number of a rule: t1 is not t10. */
    static boolean isOf(String rule, String method) {
        return method.startsWith(rule)
                && (rule.isEmpty()
                        || method.length() == rule.length()
                        || !Character.isDigit(method.charAt(rule.length())));
    }

    private static PostDiscoveryFilter testsOf(String rule) {
        return descriptor -> FilterResult.includedIf(descriptor
                .getSource()
                .filter(source -> source instanceof MethodSource method && !isOf(rule, method.getMethodName()))
                .isEmpty());
    }

    private TestExecutionListener listener(CancellationToken atFirstFailure) {
        return new TestExecutionListener() {
            @Override
            public void executionStarted(TestIdentifier test) {
                note(test, ran);
            }

            @Override
            public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                if (result.getStatus() == TestExecutionResult.Status.FAILED) {
                    note(test, failed);
                    if (atFirstFailure != CancellationToken.disabled()) {
                        atFirstFailure.cancel();
                    }
                }
            }
        };
    }

    private static void note(TestIdentifier test, Collection<String> names) {
        test.getSource()
                .filter(MethodSource.class::isInstance)
                .ifPresent(source -> names.add(((MethodSource) source).getMethodName()));
    }

    /** The contract over whatever transport a run is about. */
    static final class UnderTest extends TransportContract {
        private static volatile Supplier<Transport> transports = () -> {
            throw new IllegalStateException("only within a run");
        };

        @Override
        protected Transport transport() {
            return transports.get();
        }
    }
}
