@NullMarked
package dev.turbine.example.server;

import org.jspecify.annotations.NullMarked;
