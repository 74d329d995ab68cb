/** Lets in whoever shows a valid JSON Web Token. */
module dev.turbine.auth.jwt {
    requires com.nimbusds.jose.jwt;
    requires transitive dev.turbine.api;
    requires static transitive org.jspecify;

    exports dev.turbine.auth.jwt;
}
