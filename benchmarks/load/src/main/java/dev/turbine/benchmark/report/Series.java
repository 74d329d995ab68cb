package dev.turbine.benchmark.report;

import java.util.Map;

/** What was measured of one subject, by x, in the order of x. */
record Series(String subject, Map<String, Spread> points) {}
