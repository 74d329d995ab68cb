/** The engine: sessions, channels, fan-out, and the HTTP API. */
module dev.turbine.engine {
    requires transitive dev.turbine.api;
    requires com.fasterxml.jackson.core;
    requires org.slf4j;

    exports dev.turbine;

    uses dev.turbine.spi.BrokerProvider;
    uses dev.turbine.spi.TransportProvider;
}
