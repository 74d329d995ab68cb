package dev.turbine.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.module.ModuleDescriptor;
import org.junit.jupiter.api.Test;

class ModuleTest {
    @Test
    void exportsValuesAndPlugInsAndNeedsNothingAtRunTime() {
        ModuleDescriptor module = Limit.class.getModule().getDescriptor();

        assertThat(module.name()).isEqualTo("dev.turbine.api");
        assertThat(module.exports())
                .filteredOn(export -> !export.isQualified())
                .extracting(ModuleDescriptor.Exports::source)
                .containsExactlyInAnyOrder("dev.turbine.api", "dev.turbine.spi", "dev.turbine.spi.support");
        assertThat(module.requires())
                .filteredOn(r -> !r.modifiers().contains(ModuleDescriptor.Requires.Modifier.STATIC))
                .extracting(ModuleDescriptor.Requires::name)
                .containsExactly("java.base");
    }
}
