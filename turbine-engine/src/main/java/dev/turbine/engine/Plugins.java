package dev.turbine.engine;

import dev.turbine.api.TurbineException;
import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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
        ServiceLoader.load(TransportProvider.class, Plugins.class.getClassLoader())
                .forEach(found::add);
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
            throw new TurbineException("no transport on the class path: add the dependency"
                    + " dev.turbine:turbine-transport-jetty, or hand one in with transport(…)");
        }
        if (name == null) {
            throw new TurbineException(
                    "several transports on the class path: " + names + "; say which one, for instance transport(\""
                            + found.get(0).name() + "\")");
        }
        throw new TurbineException("no transport is named \"" + LogText.escape(name) + "\"; found: " + names);
    }
}
