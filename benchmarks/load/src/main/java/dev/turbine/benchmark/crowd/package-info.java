/** The clients that load a server, alone in their process. */
@NullMarked
package dev.turbine.benchmark.crowd;

import org.jspecify.annotations.NullMarked;
