package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What can be measured, each by its name on the command line. */
enum Scenario {
    /** One channel with 1,000 subscribers, at fixed rates. */
    FANOUT {
        @Override
        void run(Lab lab) {
            List<Trial> trials = new ArrayList<>();
            Stream.of(List.of(Contender.floor(1)), Contender.bares(), Contender.turbines())
                    .flatMap(List::stream)
                    .forEach(contender -> trials.add(Trial.at(contender, 50)));
            for (int rate : List.of(200, 1000, 4000)) {
                Contender.turbines().forEach(turbine -> trials.add(Trial.at(turbine, rate)));
            }
            lab.run(id(), Topology.oneChannel(THOUSAND), trials);
        }
    },

    /** The same, with as many publications as the server keeps up with. */
    SATURATION {
        @Override
        void run(Lab lab) {
            List<Trial> trials = new ArrayList<>();
            Stream.of(List.of(Contender.floor(1), Contender.floor(16)), Contender.bares(), Contender.turbines())
                    .flatMap(List::stream)
                    .forEach(contender -> trials.add(Trial.most(contender)));
            lab.run(id(), Topology.oneChannel(THOUSAND), trials);
        }
    },

    /** Latency at half of what each transport delivers at saturation. */
    HALF {
        @Override
        void run(Lab lab) {
            HalfOfSaturation.run(id(), lab);
        }
    },

    /** Each at its highest rate with 99 % of deliveries within 100 ms and nothing missing. */
    PEERS {
        @Override
        void run(Lab lab) {
            HighestRates.run(id(), lab);
        }
    },

    /** 1,000 channels with a subscriber each. */
    CHANNELS {
        @Override
        void run(Lab lab) {
            List<Trial> trials = new ArrayList<>();
            Stream.of(List.of(Contender.floor(1)), Contender.bares(), Contender.turbines())
                    .flatMap(List::stream)
                    .forEach(contender -> trials.add(Trial.at(contender, 10_000)));
            lab.run(id(), new Topology(THOUSAND, 1, THOUSAND, false), trials);
        }
    },

    /** 10,000 sessions that have chosen 10 of 1,000 channels each, by Zipf's law. */
    ZIPF {
        @Override
        void run(Lab lab) {
            Topology topology = new Topology(TEN_THOUSAND, 10, THOUSAND, true);
            List<Trial> trials = Contender.turbines().stream()
                    .map(turbine -> Trial.at(turbine, THOUSAND))
                    .toList();
            lab.run(id(), topology, trials);
        }
    },

    /** One channel with 1,000 and with 10,000 subscribers, at saturation. */
    SIZE {
        @Override
        void run(Lab lab) {
            for (int sessions : List.of(THOUSAND, TEN_THOUSAND)) {
                List<Trial> trials = Stream.concat(Stream.of(Contender.floor(16)), Contender.turbines().stream())
                        .map(contender -> new Trial(contender, Integer.toString(sessions), Load.most()))
                        .toList();
                lab.run(id(), Topology.oneChannel(sessions), trials);
            }
        }
    },

    /** 1,000 sessions with one channel each, and with 1,000 each. */
    MILLION {
        @Override
        void run(Lab lab) {
            for (int channels : List.of(THOUSAND, THOUSAND * THOUSAND)) {
                List<Trial> trials = Contender.turbines().stream()
                        .map(turbine -> new Trial(turbine, Integer.toString(channels), Load.at(5000)))
                        .toList();
                lab.run(id(), new Topology(THOUSAND, channels / THOUSAND, channels, false), trials);
            }
        }
    },

    /** Data of several lengths, at saturation. */
    PAYLOAD {
        @Override
        void run(Lab lab) {
            List<Trial> trials = new ArrayList<>();
            for (int bytes : List.of(128, 1024, 16_384)) {
                Stream.concat(Stream.of(Contender.floor(16)), Contender.turbines().stream())
                        .forEach(contender ->
                                trials.add(new Trial(contender, Integer.toString(bytes), new Load(0, bytes))));
            }
            lab.run(id(), Topology.oneChannel(THOUSAND), trials);
        }
    },

    /** A tenth of the clients reads at a tenth of the rate. */
    SLOW {
        @Override
        void run(Lab lab) {
            SlowTenth.run(id(), lab);
        }
    },

    /** Pings of another session while 10,000 subscribers get 100 messages a second. */
    PING {
        @Override
        void run(Lab lab) {
            Pings.run(id(), lab);
        }
    },

    /** Publications over HTTP, beside the same server with a constant answer. */
    HTTP {
        @Override
        void run(Lab lab) {
            HttpPublishing.run(id(), lab);
        }
    },

    /** 10,000 clients that come at once, and what the server holds for them when they have nothing to do. */
    IDLE {
        @Override
        void run(Lab lab) {
            Idling.run(id(), lab);
        }
    },

    /** From the start of the process to its first line. */
    START {
        @Override
        void run(Lab lab) {
            lab.rounds(Contender.turbines(), (contender, round) -> {
                try (Rig rig = lab.open(contender, Topology.oneChannel(1))) {
                    lab.record(id(), contender, "", round, "ready_ms", rig.readyMillis);
                }
            });
        }
    };

    private static final int THOUSAND = 1000;
    private static final int TEN_THOUSAND = 10_000;

    abstract void run(Lab lab);

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
