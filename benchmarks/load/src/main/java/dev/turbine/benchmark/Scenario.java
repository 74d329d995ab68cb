package dev.turbine.benchmark;

import dev.turbine.benchmark.subject.Topology;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What can be measured, each by its name on the command line. */
enum Scenario {
    FANOUT("one channel with 1,000 subscribers, at fixed rates") {
        @Override
        void run(Lab lab) {
            List<Trial> trials = new ArrayList<>();
            everybody(Contender.floor(1)).forEach(contender -> trials.add(Trial.at(contender, 50)));
            for (int rate : List.of(200, 1000, 4000)) {
                Contender.turbines().forEach(turbine -> trials.add(Trial.at(turbine, rate)));
            }
            for (Contender guest : lab.cast().guests()) {
                List.of(50, 200, 1000).forEach(rate -> trials.add(Trial.at(guest, rate)));
            }
            lab.run(id(), Topology.oneChannel(THOUSAND), trials);
        }
    },

    SATURATION("the same, with as many publications as the server keeps up with") {
        @Override
        void run(Lab lab) {
            List<Trial> trials = everybody(Contender.floor(1), Contender.floor(16))
                    .map(Trial::most)
                    .toList();
            lab.run(id(), Topology.oneChannel(THOUSAND), trials);
        }
    },

    HALF("latency at half of what each transport delivers at saturation") {
        @Override
        void run(Lab lab) {
            HalfOfSaturation.run(id(), lab);
        }
    },

    PEERS("each at its highest rate with 99 % of deliveries within 100 ms and nothing missing") {
        @Override
        void run(Lab lab) {
            HighestRates.run(id(), lab);
        }
    },

    CHANNELS("1,000 channels with a subscriber each") {
        @Override
        void run(Lab lab) {
            List<Trial> trials = everybody(Contender.floor(1))
                    .map(contender -> Trial.at(contender, 10_000))
                    .toList();
            lab.run(id(), new Topology(THOUSAND, 1, THOUSAND, false), trials);
        }
    },

    ZIPF("10,000 sessions that have chosen 10 of 1,000 channels each, by Zipf's law") {
        @Override
        void run(Lab lab) {
            Topology topology = new Topology(TEN_THOUSAND, 10, THOUSAND, true);
            List<Trial> trials = Contender.turbines().stream()
                    .map(turbine -> Trial.at(turbine, THOUSAND))
                    .toList();
            lab.run(id(), topology, trials);
        }
    },

    SIZE("one channel with 1,000 and with 10,000 subscribers, at saturation") {
        @Override
        void run(Lab lab) {
            for (int sessions : List.of(THOUSAND, TEN_THOUSAND)) {
                List<Trial> trials = floorAndTurbines()
                        .map(contender -> new Trial(contender, Integer.toString(sessions), Load.most()))
                        .toList();
                lab.run(id(), Topology.oneChannel(sessions), trials);
            }
        }
    },

    MILLION("1,000 sessions with one channel each, and with 1,000 each") {
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

    PAYLOAD("data of 128 bytes, 1 KiB and 16 KiB, at saturation") {
        @Override
        void run(Lab lab) {
            List<Trial> trials = new ArrayList<>();
            for (int bytes : List.of(128, 1024, 16_384)) {
                floorAndTurbines()
                        .map(contender -> new Trial(contender, Integer.toString(bytes), new Load(0, bytes)))
                        .forEach(trials::add);
            }
            lab.run(id(), Topology.oneChannel(THOUSAND), trials);
        }
    },

    HISTORY("one channel with 1,000 subscribers, with and without a history") {
        @Override
        void run(Lab lab) {
            List<Trial> trials = new ArrayList<>();
            for (Contender turbine : Contender.fastTurbines()) {
                for (Contender one : List.of(turbine, turbine.withHistory())) {
                    trials.add(Trial.at(one, THOUSAND));
                    trials.add(Trial.most(one));
                }
            }
            lab.run(id(), Topology.oneChannel(THOUSAND), trials);
        }
    },

    SLOW("a tenth of the clients reads at a tenth of the rate; one in a hundred does, of a channel with a history") {
        @Override
        void run(Lab lab) {
            SlowClients.TENTH.run(id(), Contender.turbines(), lab);
            List<Contender> withHistory = Contender.fastTurbines().stream()
                    .map(Contender::withHistory)
                    .toList();
            SlowClients.ONE.run(id(), withHistory, lab);
        }
    },

    PING("pings of another session while 10,000 subscribers get 100 messages a second") {
        @Override
        void run(Lab lab) {
            Pings.run(id(), lab);
        }
    },

    HTTP("publications over HTTP, beside the same server with a constant answer") {
        @Override
        void run(Lab lab) {
            HttpPublishing.run(id(), lab);
        }
    },

    IDLE("10,000 clients that come at once, and what the server holds for them when they have nothing to do") {
        @Override
        void run(Lab lab) {
            Idling.run(id(), lab);
        }
    },

    START("from the start of the process to its first line") {
        @Override
        void run(Lab lab) {
            Starting.run(id(), lab);
        }
    };

    private static final int THOUSAND = 1000;
    private static final int TEN_THOUSAND = 10_000;

    private final String about;

    Scenario(String about) {
        this.about = about;
    }

    abstract void run(Lab lab);

    String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    String about() {
        return about;
    }

    private static Stream<Contender> everybody(Contender... floors) {
        return Stream.concat(Stream.of(floors), Contender.baresAndTurbines().stream());
    }

    private static Stream<Contender> floorAndTurbines() {
        return Stream.concat(Stream.of(Contender.floor(16)), Contender.turbines().stream());
    }
}
