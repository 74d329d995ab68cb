@NullMarked
package dev.turbine.auth.jwt;

import org.jspecify.annotations.NullMarked;
