/** What was measured, as files, tables, bars and charts. */
@NullMarked
package dev.turbine.benchmark.report;

import org.jspecify.annotations.NullMarked;
