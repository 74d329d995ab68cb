/** Contract tests for plug-ins of Turbine, and the clients and fakes that they are written with. */
module dev.turbine.tck {
    requires static transitive org.jspecify;
    requires transitive dev.turbine.api;
    requires transitive dev.turbine.engine;
    requires transitive org.junit.jupiter.api;
    requires transitive org.junit.jupiter.params;
    requires org.assertj.core;
    requires awaitility;

    exports dev.turbine.tck;
    exports dev.turbine.tck.check;

    // JUnit calls test methods by reflection.
    opens dev.turbine.tck to
            org.junit.platform.commons;
}
