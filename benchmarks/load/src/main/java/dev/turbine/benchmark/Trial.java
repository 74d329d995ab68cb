package dev.turbine.benchmark;

/**
 * One cell of a table: what is measured in every round.
 *
 * @param x what the scenario varies
 */
record Trial(Contender contender, String x, Load load) {
    static Trial at(Contender contender, int rate) {
        return new Trial(contender, Integer.toString(rate), Load.at(rate));
    }

    static Trial most(Contender contender) {
        return new Trial(contender, "max", Load.most());
    }

    Trial by(Contender other) {
        return new Trial(other, x, load);
    }
}
