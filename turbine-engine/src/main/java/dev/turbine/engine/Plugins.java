package dev.turbine.engine;

import dev.turbine.api.TurbineException;
import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportProvider;
import dev.turbine.spi.support.LogText;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds plug-ins on the class path or module path: by name, or the only one there is. */
public final class Plugins {
    private Plugins() {}

    /**
     * Makes a transport.
     *
     * @param name the name of its provider; null for the only one there is
     * @param settings handed to the provider
     * @throws TurbineException if there is none of that name, or no name and not exactly one
     */
    public static Transport transport(@Nullable String name, Map<String, String> settings) {
        List<TransportProvider> found = new ArrayList<>();
        try {
            ServiceLoader.load(TransportProvider.class, Plugins.class.getClassLoader())
                    .forEach(found::add);
        } catch (ServiceConfigurationError e) {
            throw new TurbineException(
                    "a transport on the class path or module path cannot be used: " + e.getMessage(), e);
        }
        return choose(found, name).create(settings);
    }

    static TransportProvider choose(List<TransportProvider> found, @Nullable String name) {
        List<TransportProvider> named = found.stream()
                .filter(p -> name == null || p.name().equals(name))
                .toList();
        if (named.size() == 1) {
            return named.get(0);
        }
        String names = found.stream().map(TransportProvider::name).sorted().collect(Collectors.joining(", "));
        if (found.isEmpty()) {
            throw new TurbineException("no transport on the class path or module path: add the dependency"
                    + " dev.turbine:turbine-transport-jetty or dev.turbine:turbine-transport-undertow, or hand one in:"
                    + " transport(new JakartaTransport()) for instance, if it is turbine-transport-jakarta");
        }
        if (name == null) {
            throw new TurbineException(
                    "several transports found: " + names + "; say which one, for instance transport(\""
                            + found.get(0).name() + "\")");
        }
        if (named.isEmpty()) {
            throw new TurbineException("no transport is named \"" + LogText.escape(name) + "\"; found: " + names
                    + "; add the dependency that has it, or write transport(\""
                    + found.get(0).name() + "\")");
        }
        String classes =
                named.stream().map(p -> p.getClass().getName()).sorted().collect(Collectors.joining(", "));
        throw new TurbineException("several transports are named \"" + LogText.escape(name) + "\": " + classes
                + "; leave one out, or hand one in with transport(…)");
    }
}
