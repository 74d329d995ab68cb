/** Values that Turbine and its host exchange, and the interfaces that plug-ins implement. */
module dev.turbine.api {
    requires static transitive org.jspecify;

    exports dev.turbine.api;
    exports dev.turbine.spi;
    exports dev.turbine.spi.support;
}
