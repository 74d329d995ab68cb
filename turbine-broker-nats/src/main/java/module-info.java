/** Joins Turbine nodes to one over NATS. */
module dev.turbine.broker.nats {
    requires transitive dev.turbine.api;
    requires static org.jspecify;
    requires io.nats.jnats;
    requires org.slf4j;

    exports dev.turbine.broker.nats;

    provides dev.turbine.spi.BrokerProvider with
            dev.turbine.broker.nats.NatsBrokerProvider;
}
