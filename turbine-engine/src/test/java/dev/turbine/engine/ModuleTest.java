package dev.turbine.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.turbine.spi.BrokerProvider;
import dev.turbine.spi.TransportProvider;
import java.lang.module.ModuleDescriptor;
import java.lang.module.ModuleDescriptor.Requires.Modifier;
import org.junit.jupiter.api.Test;

class ModuleTest {
    private static final ModuleDescriptor MODULE = Engine.class.getModule().getDescriptor();

    @Test
    void exportsThePackageOfTurbineAndNothingMore() {
        assertThat(MODULE.name()).isEqualTo("dev.turbine.engine");
        assertThat(MODULE.exports())
                .filteredOn(export -> !export.isQualified())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactly("dev.turbine");
        assertThat(MODULE.opens()).filteredOn(opens -> !opens.isQualified()).isEmpty();
    }

    @Test
    void asksItsUsersForTheApiAlone() {
        assertThat(MODULE.requires())
                .filteredOn(requires -> requires.modifiers().contains(Modifier.TRANSITIVE))
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactly("dev.turbine.api");
    }

    @Test
    void declaresWhatItLooksFor() {
        assertThat(MODULE.uses()).contains(TransportProvider.class.getName(), BrokerProvider.class.getName());
        assertThat(MODULE.provides()).isEmpty();
    }
}
