/** The bundled server: Turbine on Jetty with JWT, configured by environment variables. */
@NullMarked
package dev.turbine.example.server;

import org.jspecify.annotations.NullMarked;
