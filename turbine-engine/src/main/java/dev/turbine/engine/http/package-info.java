/** What HTTP requests are answered: paths, keys, origins, upgrades. */
@NullMarked
package dev.turbine.engine.http;

import org.jspecify.annotations.NullMarked;
