package dev.turbine.benchmark;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Who takes part in scenarios.
 *
 * @param only what the name of a contender has to match, unless it is a guest
 * @param commits if there are any, Turbine takes part as it was at each of them, and nobody else does
 * @param guests who take part beside those that a scenario asks for, where rates are fixed
 */
record Cast(Pattern only, List<String> commits, List<Contender> guests) {
    /** Who appears for one that a scenario asks for. */
    Stream<Contender> of(Contender contender) {
        if (guests.contains(contender)) {
            return Stream.of(contender);
        }
        if (!only.matcher(contender.name()).matches()) {
            return Stream.empty();
        }
        if (commits.isEmpty()) {
            return Stream.of(contender);
        }
        return contender.isTurbine() ? commits.stream().map(contender::at) : Stream.empty();
    }
}
