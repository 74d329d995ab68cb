package dev.turbine.tck;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;

/** The numbers of the rules in the documentation and those in the names of the tests are the same. */
final class RuleNumbersTest {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| ([TABL]\\d+) \\|");
    private static final Pattern NUMBER = Pattern.compile("^([tabl]\\d+)[A-Z]");

    @Test
    void everyRuleHasATestAndEveryTestARule() throws IOException {
        Path page = Path.of("../docs/spi.md"); // from the module's directory, where Maven runs tests
        Set<String> rules = ROW.matcher(Files.readString(page))
                .results()
                .map(row -> row.group(1).toLowerCase(Locale.ROOT))
                .collect(Collectors.toCollection(TreeSet::new));

        assertThat(rules).contains("t1", "a1", "b1", "l1");
        assertThat(numbers(
                        TransportContract.class,
                        AuthenticatorContract.class,
                        BrokerContract.class,
                        PublicationLogContract.class))
                .isEqualTo(rules);
    }

    /** The numbers in the names of the tests of these. */
    static Set<String> numbers(Class<?>... contracts) {
        Set<String> numbers = new TreeSet<>();
        for (Class<?> contract : contracts) {
            for (Method test : tests(contract)) {
                MatchResult number = NUMBER.matcher(test.getName())
                        .results()
                        .findFirst()
                        .orElseThrow(() -> new AssertionError(test.getName() + " does not begin with a rule's number"));
                numbers.add(number.group(1));
            }
        }
        return numbers;
    }

    private static Set<Method> tests(Class<?> contract) {
        Set<Method> tests = new HashSet<>();
        for (Class<?> type : types(contract, new HashSet<>())) {
            for (Method method : type.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class) || method.isAnnotationPresent(ParameterizedTest.class)) {
                    tests.add(method);
                }
            }
        }
        return tests;
    }

    private static Set<Class<?>> types(Class<?> type, Set<Class<?>> found) {
        if (type != null && found.add(type)) {
            types(type.getSuperclass(), found);
            for (Class<?> theme : type.getInterfaces()) {
                types(theme, found);
            }
        }
        return found;
    }
}
