package dev.turbine.example.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.turbine.Turbine;
import dev.turbine.api.TurbineException;
import dev.turbine.spi.Authentication;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A transport is a choice of dependency: on the class path, on the module path, and on both at once. */
class ChoosingTest {
    private static final String MODULE =
            "module app { requires dev.turbine.api; requires dev.turbine.engine; exports app; }";
    private static final String MAIN = """
            package app;

            public class Main {
                public static void main(String[] name) {
                    try (var turbine = dev.turbine.Turbine.builder()
                            .transport(name[0])
                            .host("127.0.0.1")
                            .port(0)
                            .authenticator(credentials -> null)
                            .start()) {
                        System.out.println(dev.turbine.Turbine.class.getModule() + " serves " + turbine.addresses());
                    }
                }
            }
            """;

    @TempDir
    private Path directory;

    private static Turbine.Builder builder() {
        return Turbine.builder()
                .host("127.0.0.1")
                .port(0)
                .authenticator(credentials -> CompletableFuture.completedFuture(Authentication.invalid("nobody")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"jetty", "undertow"})
    void takesTheOneThatIsNamedFromTheClassPath(String name) {
        try (Turbine turbine = builder().transport(name).start()) {
            assertThat(turbine.addresses()).hasSize(1);
        }
    }

    @Test
    void twoAndNoNameIsAnErrorThatSaysWhatToWrite() {
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> builder().start())
                .withMessageContaining("jetty, undertow")
                .withMessageContaining("transport(\"");
    }

    @Test
    void startsFromTheModulePath() throws Exception {
        String[] all = classPath(entry -> !isUndertow(entry) && !entry.contains("examples"));
        assertThat(run("jetty", all, new String[0])).contains("module dev.turbine.engine serves [http://127.0.0.1:");
    }

    @Test
    void startsUndertowFromTheClassPathBesideAnEngineOnTheModulePath() throws Exception {
        String[] modules = classPath(entry -> isEngine(entry));
        String[] rest = classPath(entry -> !isEngine(entry) && !entry.contains("examples"));
        assertThat(run("undertow", modules, rest)).contains("module dev.turbine.engine serves [http://127.0.0.1:");
    }

    private static boolean isEngine(String entry) {
        return entry.matches(".*(turbine-api|turbine-engine|jackson-core|slf4j-api|jspecify).*");
    }

    private static boolean isUndertow(String entry) {
        return entry.matches(".*(undertow|jboss|xnio|wildfly|smallrye).*");
    }

    /** Entries of the class path of this test, without its own and those of test libraries. */
    private static String[] classPath(Predicate<String> filter) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        !entry.matches(".*(test-classes|turbine-tck|junit|assertj|awaitility|hamcrest|opentest4j"
                                + "|apiguardian|archunit|surefire|byte-buddy|nimbus|turbine-auth).*"))
                .filter(filter)
                .toArray(String[]::new);
    }

    /** Compiles a small application as a module and runs it; returns what it prints. */
    private String run(String transport, String[] modulePath, String[] classPath) throws Exception {
        Path sources = Files.createDirectories(directory.resolve("app"));
        Path classes = directory.resolve("classes");
        Files.writeString(sources.resolve("module-info.java"), MODULE);
        Files.writeString(sources.resolve("Main.java"), MAIN);
        String modules = String.join(File.pathSeparator, modulePath);
        int result = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        "-p",
                        modules,
                        sources.resolve("module-info.java").toString(),
                        sources.resolve("Main.java").toString());
        assertThat(result).isZero();

        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--module-path", modules + File.pathSeparator + classes));
        if (classPath.length > 0) {
            command.addAll(List.of("--class-path", String.join(File.pathSeparator, classPath)));
        }
        command.addAll(List.of("--module", "app/app.Main", transport));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return output.lines().collect(Collectors.joining("\n"));
    }
}
