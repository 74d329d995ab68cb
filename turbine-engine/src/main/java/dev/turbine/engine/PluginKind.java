package dev.turbine.engine;

import dev.turbine.api.TurbineException;
import dev.turbine.spi.support.LogText;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One kind of plug-in, and how messages speak of it.
 *
 * @param noun what it is called, and the builder's setter for it
 * @param nameOf the name by which a provider is chosen
 * @param arguments what stands behind the name in the setter
 * @param whatToAdd what to do where there is none at all
 */
record PluginKind<P>(Class<P> provider, String noun, Function<P, String> nameOf, String arguments, String whatToAdd) {
    /** Chooses by name, or takes the only one there is if {@code name} is null. */
    P choose(List<P> found, @Nullable String name) {
        List<P> named = found.stream()
                .filter(p -> name == null || nameOf.apply(p).equals(name))
                .toList();
        if (named.size() == 1) {
            return named.get(0);
        }
        String names = found.stream().map(nameOf).sorted().collect(Collectors.joining(", "));
        if (found.isEmpty()) {
            throw new TurbineException("no " + noun + " on the class path or module path: " + whatToAdd);
        }
        if (name == null) {
            throw new TurbineException(
                    "several " + noun + "s found: " + names + "; say which one, for instance " + setter(found.get(0)));
        }
        if (named.isEmpty()) {
            throw new TurbineException("no " + noun + " is named \"" + LogText.escape(name) + "\"; found: " + names
                    + "; add the dependency that has it, or write " + setter(found.get(0)));
        }
        String classes =
                named.stream().map(p -> p.getClass().getName()).sorted().collect(Collectors.joining(", "));
        throw new TurbineException("several " + noun + "s are named \"" + LogText.escape(name) + "\": " + classes
                + "; leave one out, or hand one in with " + noun + "(…)");
    }

    private String setter(P one) {
        return noun + "(\"" + nameOf.apply(one) + "\"" + arguments + ")";
    }
}
