package dev.turbine.tck;

import dev.turbine.Turbine;
import java.util.function.Consumer;

/** Where the attacks of {@link BadInputContract} find servers. */
interface Victims {
    /** The one that all attacks share. */
    Victim victim();

    /** One with other settings, that its test closes. */
    Victim victim(Consumer<Turbine.Builder> settings);
}
