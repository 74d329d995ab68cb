package dev.turbine.benchmark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CastTest {
    private static final Contender JETTY = Contender.turbine("jetty");

    @Test
    void leavesOutWhoseNameDoesNotMatchAsAWhole() {
        Cast cast = new Cast(Pattern.compile("turbine-jetty|floor"), List.of(), List.of());

        assertThat(cast.of(JETTY)).containsExactly(JETTY);
        assertThat(cast.of(Contender.floor(1))).isEmpty();
    }

    @Test
    void turbineAppearsAsItWasAtEachCommit() {
        Cast cast = new Cast(Pattern.compile(".*"), List.of("a1", "b2"), List.of());

        assertThat(cast.of(JETTY).map(Contender::name)).containsExactly("turbine-jetty@a1", "turbine-jetty@b2");
        assertThat(cast.of(JETTY).map(Contender::classPath)).containsExactly("a1", "b2");
        assertThat(cast.of(Contender.bare("jetty"))).isEmpty();
    }
}
