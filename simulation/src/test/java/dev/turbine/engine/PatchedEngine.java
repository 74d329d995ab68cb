package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Method;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

/**
 * The engine and the simulation once more, with one place of one source changed: compiled in memory, and loaded beside the
 * real ones. So faults can be planted anywhere, and what is shipped has no switch for them.
 */
final class PatchedEngine extends ClassLoader {
    private final Map<String, byte[]> patched;

    private PatchedEngine(Map<String, byte[]> patched) {
        super(PatchedEngine.class.getClassLoader());
        this.patched = patched;
    }

    /**
     * Changes a source.
     *
     * @param source the file, from the module's directory
     * @param text what is replaced; must be there exactly once, or the fault that it stands for is gone unnoticed
     */
    static PatchedEngine with(Path source, String text, String replacement) throws IOException {
        String original = Files.readString(source);
        int at = original.indexOf(text);
        assertThat(at).as("%s has no longer this to replace: %s", source, text).isNotNegative();
        assertThat(original.indexOf(text, at + 1))
                .as("%s has this more than once: %s", source, text)
                .isNegative();
        String changed = original.substring(0, at) + replacement + original.substring(at + text.length());
        return new PatchedEngine(compile(source, changed));
    }

    private static Map<String, byte[]> compile(Path source, String text) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        Map<String, ByteArrayOutputStream> classes = new HashMap<>();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavaFileManager inMemory = new ForwardingJavaFileManager<>(files) {
                @Override
                public JavaFileObject getJavaFileForOutput(
                        Location location, String name, JavaFileObject.Kind kind, FileObject sibling) {
                    return new SimpleJavaFileObject(URI.create("memory:///" + name.replace('.', '/')), kind) {
                        @Override
                        public OutputStream openOutputStream() {
                            return classes.computeIfAbsent(name, n -> new ByteArrayOutputStream());
                        }
                    };
                }
            };
            JavaFileObject changed = new SimpleJavaFileObject(source.toUri(), JavaFileObject.Kind.SOURCE) {
                @Override
                public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                    return text;
                }
            };
            List<String> options =
                    List.of("-proc:none", "-nowarn", "--release", "17", "-cp", System.getProperty("java.class.path"));
            boolean compiled = compiler.getTask(messages, inMemory, null, options, null, List.of(changed))
                    .call();
            assertThat(compiled).as("%s, changed: %s", source, messages).isTrue();
        }
        Map<String, byte[]> bytes = new HashMap<>();
        classes.forEach((name, out) -> bytes.put(name, out.toByteArray()));
        return bytes;
    }

    /** What {@link SimTally#firstFailure} says there. */
    String firstFailure(long seeds) throws ReflectiveOperationException {
        Method method = loadClass(SimTally.class.getName()).getDeclaredMethod("firstFailure", long.class);
        method.setAccessible(true);
        return (String) method.invoke(null, seeds);
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (!name.startsWith("dev.turbine.")) {
            return super.loadClass(name, resolve);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            return loaded == null ? define(name) : loaded;
        }
    }

    private Class<?> define(String name) throws ClassNotFoundException {
        byte[] bytes = patched.get(name);
        if (bytes == null) {
            try (InputStream in = getParent().getResourceAsStream(name.replace('.', '/') + ".class")) {
                if (in == null) {
                    throw new ClassNotFoundException(name);
                }
                bytes = in.readAllBytes();
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        return defineClass(name, bytes, 0, bytes.length);
    }
}
