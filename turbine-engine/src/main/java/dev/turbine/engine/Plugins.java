package dev.turbine.engine;

import dev.turbine.api.TurbineException;
import dev.turbine.spi.Broker;
import dev.turbine.spi.BrokerProvider;
import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Finds plug-ins on the class path or module path. */
public final class Plugins {
    static final PluginKind<TransportProvider> TRANSPORTS = new PluginKind<>(
            TransportProvider.class,
            "transport",
            TransportProvider::name,
            "",
            "add the dependency dev.turbine:turbine-transport-jetty or dev.turbine:turbine-transport-undertow, or hand"
                    + " one in: transport(new JakartaTransport()) for instance, if it is turbine-transport-jakarta");

    static final PluginKind<BrokerProvider> BROKERS = new PluginKind<>(
            BrokerProvider.class,
            "broker",
            BrokerProvider::name,
            ", settings",
            "add the dependency dev.turbine:turbine-broker-nats, or hand one in with broker(…)");

    private Plugins() {}

    /**
     * Makes a transport.
     *
     * @param name the name of its provider; null for the only one there is
     * @param settings handed to the provider
     * @throws TurbineException if there is none of that name, or no name and not exactly one
     */
    public static Transport transport(@Nullable String name, Map<String, String> settings) {
        return TRANSPORTS.choose(find(TRANSPORTS), name).create(settings);
    }

    /**
     * Makes a broker: by name only, so that no node is joined to others by what is on the class path.
     *
     * @param settings handed to the provider
     * @throws TurbineException if there is not exactly one of that name
     */
    public static Broker broker(String name, Map<String, String> settings) {
        return BROKERS.choose(find(BROKERS), name).create(settings);
    }

    private static <P> List<P> find(PluginKind<P> kind) {
        List<P> found = new ArrayList<>();
        try {
            ServiceLoader.load(kind.provider(), Plugins.class.getClassLoader()).forEach(found::add);
        } catch (ServiceConfigurationError e) {
            throw new TurbineException(
                    "a " + kind.noun() + " on the class path or module path cannot be used: " + e.getMessage(), e);
        }
        return found;
    }
}
