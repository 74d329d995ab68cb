package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.turbine.FakeTransport;
import dev.turbine.api.TurbineException;
import dev.turbine.spi.Broker;
import dev.turbine.spi.BrokerProvider;
import dev.turbine.spi.Transport;
import dev.turbine.spi.TransportProvider;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PluginsTest {
    private static final TransportProvider JETTY = provider("jetty");
    private static final TransportProvider OTHER = provider("other");

    private static TransportProvider provider(String name) {
        return new TransportProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Transport create(Map<String, String> settings) {
                return new FakeTransport();
            }
        };
    }

    @Test
    void takesTheOnlyOneOrTheOneThatIsNamed() {
        assertThat(Plugins.TRANSPORTS.choose(List.of(JETTY), null)).isSameAs(JETTY);
        assertThat(Plugins.TRANSPORTS.choose(List.of(JETTY, OTHER), "other")).isSameAs(OTHER);
    }

    @Test
    void noneAtAllSaysWhichDependencyToAdd() {
        for (String name : new String[] {null, "jetty"}) {
            assertThatExceptionOfType(TurbineException.class)
                    .isThrownBy(() -> Plugins.TRANSPORTS.choose(List.of(), name))
                    .withMessage("no transport on the class path or module path: add the dependency"
                            + " dev.turbine:turbine-transport-jetty or dev.turbine:turbine-transport-undertow, or hand one in:"
                            + " transport(new JakartaTransport()) for instance, if it is turbine-transport-jakarta");
        }
    }

    @Test
    void severalAndNoNameSaysWhatToWrite() {
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> Plugins.TRANSPORTS.choose(List.of(OTHER, JETTY), null))
                .withMessageStartingWith("several transports found: jetty, other; say which one")
                .withMessageContaining("transport(\"other\")");
    }

    @Test
    void anUnknownNameSaysWhichThereAre() {
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> Plugins.TRANSPORTS.choose(List.of(OTHER, JETTY), "nety\n"))
                .withMessage("no transport is named \"nety\\u000a\"; found: jetty, other; add the dependency that"
                        + " has it, or write transport(\"other\")");
    }

    @Test
    void aNameThatTwoHaveSaysWhoTheyAre() {
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> Plugins.TRANSPORTS.choose(List.of(JETTY, provider("jetty")), "jetty"))
                .withMessageStartingWith("several transports are named \"jetty\": "
                        + JETTY.getClass().getName());
    }

    private static BrokerProvider brokers(String name) {
        return new BrokerProvider() {
            @Override
            public String name() {
                return name;
            }

            @Override
            public Broker create(Map<String, String> settings) {
                throw new IllegalArgumentException("unknown setting: " + settings);
            }
        };
    }

    @Test
    void aBrokerThatIsMissingSaysWhichDependencyToAdd() {
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> Plugins.broker("nats", Map.of()))
                .withMessage("no broker on the class path or module path: add the dependency"
                        + " dev.turbine:turbine-broker-nats, or hand one in with broker(…)");
    }

    @Test
    void anUnknownBrokerSaysWhichThereAre() {
        assertThatExceptionOfType(TurbineException.class)
                .isThrownBy(() -> Plugins.BROKERS.choose(List.of(brokers("nats")), "gnats"))
                .withMessage("no broker is named \"gnats\"; found: nats; add the dependency that has it,"
                        + " or write broker(\"nats\", settings)");
    }
}
