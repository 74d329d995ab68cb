/** A Spring Boot application with Turbine below a path of its own. */
@NullMarked
package dev.turbine.example.spring;

import org.jspecify.annotations.NullMarked;
