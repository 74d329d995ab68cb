/** Turns bytes into commands, and publications into bytes. Nothing outside this package knows JSON. */
@NullMarked
package dev.turbine.engine.protocol;

import org.jspecify.annotations.NullMarked;
