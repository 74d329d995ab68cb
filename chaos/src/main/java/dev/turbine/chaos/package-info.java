/** Real nodes, real NATS servers and many clients; what goes wrong with them is planned, and what the clients saw is judged. */
@NullMarked
package dev.turbine.chaos;

import org.jspecify.annotations.NullMarked;
