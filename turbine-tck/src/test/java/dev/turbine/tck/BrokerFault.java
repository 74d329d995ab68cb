package dev.turbine.tck;

import dev.turbine.spi.Broker;
import java.util.Locale;

/** What is wrong with a {@link BrokenBroker}. Its name begins with the rule that it breaks. */
interface BrokerFault {
    String name();

    /** Makes a broken broker of a sound one. */
    BrokenBroker around(Broker sound);

    /** The rule, as the names of tests begin: {@code b4}. */
    default String rule() {
        return name().substring(0, name().indexOf('_')).toLowerCase(Locale.ROOT);
    }
}
