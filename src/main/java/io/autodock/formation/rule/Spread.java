package io.autodock.formation.rule;

import io.autodock.problem.AutodockException;

/** What a formation is spread over first. */
public sealed interface Spread {

    /** What a request that names none gets. */
    Spread DEFAULT = new Hosts();

    /** The label that host servers are told apart by. */
    String label();

    /** As users write it. */
    String written();

    /** Over host servers; among those with equally many apps over racks. */
    record Hosts() implements Spread {

        private static final String RACK = "rack";

        @Override
        public String label() {
            return RACK;
        }

        @Override
        public String written() {
            return "hosts";
        }
    }

    /** Over the values of a label; among the host servers of one value evenly. Those without the label are one value. */
    record Over(String label) implements Spread {

        public Over {
            if (!HostLabel.NAME.matcher(label).matches()) {
                throw AutodockException.invalid("spread", label, "hosts, or the name of a host servers' label");
            }
        }

        @Override
        public String written() {
            return label;
        }
    }

    /** As users write it. */
    static Spread parse(String text) {
        return text.equals("hosts") ? DEFAULT : new Over(text);
    }
}
