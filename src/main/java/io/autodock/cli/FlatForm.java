package io.autodock.cli;

import io.autodock.problem.AutodockException;
import io.autodock.problem.ProblemCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * The original's command line, which had no sub-commands, as one that has. Every spelling of its README is taken: one dash
 * or two before a long name, hyphens and underscores alike.
 *
 * <p>Worked example: {@code -f owncloud -n 3 -h clwebdev} is {@code create --formation=owncloud --number=3
 * --hostname-scheme=clwebdev}.
 */
final class FlatForm {

    private static final String HELP = "--help";
    private static final String DELETE = "delete";
    private static final String VERIFY = "verify";
    private static final String SCHEME = "hostname-scheme";

    /** Spellings of options with a value, without dashes. */
    private static final Map<String, String> VALUES = spellings(
            "user u username",
            "formation f",
            "number n",
            "cpu-shares c",
            "ram r",
            "image i b base-image",
            SCHEME + " s h",
            "port p",
            "volume v",
            "host-server z",
            "bootstrap",
            "env e",
            "env-file",
            "command",
            "container-user",
            "network",
            "ulimit",
            "sysctl",
            "log-driver",
            "stop-timeout",
            "label",
            "cap-add",
            "device",
            "where",
            "max-per-host",
            "spread",
            "restart",
            "on-host-loss",
            "server",
            "ca");

    private static final Map<String, String> SWITCHES = spellings(
            "json",
            "no-wait",
            "quiet q",
            "dry-run",
            "privileged",
            DELETE + " d delete-formation",
            VERIFY + " x check-cluster");

    private static final Set<String> GLOBAL_VALUES = Set.of("server", "ca");
    private static final Set<String> GLOBAL_SWITCHES = Set.of("json", "no-wait", "quiet");
    private static final Map<String, String> OLD_NAMES =
            Map.of("--username", "--user", "--base-image", "--image", "-b", "--image", "--ports", "--port");

    private final List<String> arguments;
    private final List<String> options = new ArrayList<>();
    private final List<String> operations = new ArrayList<>();
    private boolean help;
    private int next;

    private FlatForm(List<String> arguments) {
        this.arguments = arguments;
    }

    /**
     * The arguments as sub-command and options; those that are so already keep their order, with hyphens for underscores.
     *
     * @throws AutodockException INVALID when they ask for two things at once
     */
    static List<String> translate(List<String> arguments) {
        int command = commandAt(arguments);
        if (command < arguments.size() && !arguments.get(command).startsWith("-")) {
            List<String> moved = new ArrayList<>();
            moved.add(hyphened(arguments.get(command)));
            hyphenated(arguments.subList(0, command)).forEach(moved::add);
            hyphenated(arguments.subList(command + 1, arguments.size())).forEach(moved::add);
            return command == 0 ? moved : behindSubCommand(moved, command);
        }
        return arguments.isEmpty() || isRootOption(arguments) ? arguments : new FlatForm(arguments).translated();
    }

    /** Where the first word stands that is neither an option of every command nor the value of one. */
    private static int commandAt(List<String> arguments) {
        int at = 0;
        while (at < arguments.size()) {
            Spelling spelling = Spelling.of(arguments.get(at));
            if (GLOBAL_VALUES.contains(spelling.name())) {
                at += spelling.value().isPresent() ? 1 : 2;
            } else if (GLOBAL_SWITCHES.contains(spelling.name())) {
                at++;
            } else {
                return at;
            }
        }
        return at;
    }

    /** Options before the command go behind all its words, where the deepest sub-command takes them. */
    private static List<String> behindSubCommand(List<String> moved, int count) {
        List<String> result = new ArrayList<>(moved.subList(0, 1));
        result.addAll(moved.subList(1 + count, moved.size()));
        int end = result.indexOf("--");
        result.addAll(end < 0 ? result.size() : end, moved.subList(1, 1 + count));
        return result;
    }

    private static boolean isRootOption(List<String> arguments) {
        return arguments.size() == 1 && Set.of(HELP, "--version", "-V").contains(arguments.get(0));
    }

    private static List<String> hyphenated(List<String> arguments) {
        List<String> result = new ArrayList<>();
        boolean options = true;
        for (String argument : arguments) {
            options = options && !argument.equals("--");
            String spelled = options && argument.startsWith("--") ? hyphened(argument) : argument;
            result.add(options ? OLD_NAMES.getOrDefault(spelled, spelled) : argument);
        }
        return result;
    }

    private static String hyphened(String argument) {
        int equals = argument.indexOf('=');
        return equals < 0
                ? argument.replace('_', '-')
                : argument.substring(0, equals).replace('_', '-') + argument.substring(equals);
    }

    private List<String> translated() {
        while (next < arguments.size()) {
            take(arguments.get(next++));
        }
        if (help) {
            return List.of(HELP);
        }
        if (operations.size() > 1) {
            throw AutodockException.of(
                    ProblemCode.INVALID, "-d (delete) and -x (verify) exclude each other; allowed is one of them");
        }
        List<String> result = new ArrayList<>();
        result.add(operations.isEmpty() ? "create" : operations.get(0));
        result.addAll(options);
        return result;
    }

    private void take(String argument) {
        Spelling spelling = Spelling.of(argument);
        Optional<String> attached = spelling.value();
        if (spelling.isHelp() && (spelling.name().equals("help") || (attached.isEmpty() && nextIsOption()))) {
            help = true;
        } else if (VALUES.containsKey(spelling.name())) {
            takeValue(VALUES.get(spelling.name()), attached);
        } else if (SWITCHES.containsKey(spelling.name()) && attached.isEmpty()) {
            takeSwitch(SWITCHES.get(spelling.name()));
        } else {
            options.add(argument);
        }
    }

    /** A value is joined to its name, so that one like {@code -5} is not taken for an option. */
    private void takeValue(String name, Optional<String> attached) {
        if (attached.isPresent()) {
            options.add("--" + name + "=" + attached.get());
        } else if (next == arguments.size() || nextIsKnown()) {
            throw AutodockException.of(
                    ProblemCode.INVALID, "the option --" + name + " has no value; allowed is one after it");
        } else {
            options.add("--" + name + "=" + arguments.get(next++));
        }
    }

    private void takeSwitch(String name) {
        if (!name.equals(DELETE) && !name.equals(VERIFY)) {
            options.add("--" + name);
            return;
        }
        if (!operations.contains(name)) {
            operations.add(name);
        }
        if (name.equals(DELETE) && !nextIsOption()) {
            options.add("--formation=" + arguments.get(next++));
        }
    }

    private boolean nextIsOption() {
        return next == arguments.size() || arguments.get(next).startsWith("-");
    }

    private boolean nextIsKnown() {
        String argument = arguments.get(next);
        Spelling spelling = Spelling.of(argument);
        boolean known = VALUES.containsKey(spelling.name()) || SWITCHES.containsKey(spelling.name());
        return argument.startsWith("-") && known && argument.length() > 1;
    }

    private static Map<String, String> spellings(String... lines) {
        Map<String, String> spellings = new TreeMap<>();
        for (String line : lines) {
            String[] words = line.split(" ", -1);
            for (String word : words) {
                spellings.put(word, words[0]);
            }
        }
        return spellings;
    }

    /**
     * One argument taken apart.
     *
     * @param name without dashes, hyphens for underscores; empty for a word
     * @param value what is attached, as in {@code --number=3} or {@code -n3}
     */
    private record Spelling(String name, Optional<String> value) {

        static Spelling of(String argument) {
            if (!argument.startsWith("-") || argument.equals("-") || argument.equals("--")) {
                return new Spelling("", Optional.empty());
            }
            String undashed = argument.substring(argument.startsWith("--") ? 2 : 1);
            int equals = undashed.indexOf('=');
            String name = (equals < 0 ? undashed : undashed.substring(0, equals)).replace('_', '-');
            if (VALUES.containsKey(name) || SWITCHES.containsKey(name) || name.equals("help")) {
                boolean bare = equals < 0;
                return new Spelling(name, bare ? Optional.empty() : Optional.of(undashed.substring(equals + 1)));
            }
            return argument.startsWith("--") ? new Spelling(name, Optional.empty()) : joined(undashed);
        }

        /** A letter with its value right behind it. */
        private static Spelling joined(String undashed) {
            String letter = undashed.substring(0, 1);
            return VALUES.containsKey(letter)
                    ? new Spelling(letter, Optional.of(undashed.substring(1)))
                    : new Spelling(undashed, Optional.empty());
        }

        boolean isHelp() {
            return name.equals("help") || name.equals("h");
        }
    }
}
