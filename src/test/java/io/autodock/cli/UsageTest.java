package io.autodock.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.autodock.cli.terminal.Terminal;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Words that no command takes, and help. */
class UsageTest {

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            create --url shop.test | the option --url is not available yet; see autodock create --help
            create --health tcp:80 | the option --health is not available yet; see autodock create --help
            delete -f a --volumes | the option --volumes is not available yet; see autodock delete --help
            edit -f a | the command "edit" is not available yet
            plan edit -f a | the command "plan edit" is not available yet
            host drain h1 | the command "host drain" is not available yet
            request cancel r1 | the command "request cancel" is not available yet
            creat -f a | autodock knows no word "creat"; did you mean create?; see autodock --help
            create --numbre 3 | autodock create knows no option "--numbre"; did you mean --number?; see autodock create --help
            -f a -d -n 3 | autodock delete knows no option "--number=3"; see autodock delete --help
            plan | missing required subcommand; see autodock plan --help
            request | missing required parameter: 'ID'; see autodock request --help
            show | formation "" is not allowed; allowed is the name of a formation, given with -f
            completion fish | shell "fish" is not allowed; allowed is bash or zsh
            list --server ftp://x | server "ftp://x" is not allowed; allowed is http://HOST:PORT or https://HOST:PORT
            list --server http://a:b@h | server "http://a:b@h" is not allowed; allowed is http://HOST:PORT or https://HOST:PORT
            """)
    void wrongWordsAreStatusTwoAndOneSentence(String line, String sentence) {
        CommandRun run = run(line.split(" "));
        assertEquals("autodock: " + sentence + "\n", run.err());
        assertEquals("", run.out());
        assertEquals(2, run.status());
    }

    @Test
    void nothingAtAllShowsTheHelpAsAnError() {
        CommandRun run = run();
        assertTrue(run.err().startsWith("Usage: autodock [-hV] COMMAND"), run.err());
        assertEquals(2, run.status());
    }

    @Test
    void helpShowsWhatWorks() {
        assertEquals("""
                Usage: autodock [-hV] COMMAND
                A trigger becomes running, Salt-managed containers on Docker hosts, and says so.
                  -h, --help      Show this help.
                  -V, --version   Show the version.
                Commands:
                  create                 Make a formation and follow it until all its apps run.
                  plan                   What an order would do, and why; nothing changes.
                  delete                 Remove a formation: containers, minion keys, names and ports. Volumes are
                                           kept and listed.
                  list                   The formations that you may see.
                  show                   One formation with its apps and their state.
                  verify, check-cluster  Compare what is recorded with what runs on the host servers, and report
                                           every difference.
                  hosts                  The docker cluster: every host server with its state, load and room.
                  host                   Add a host server to the docker cluster, or remove one (operators).
                  requests               What was asked, by whom, through which trigger, and what became of it; the
                                           newest first.
                  request                What became of one request. With --follow or --wait, its outcome is the
                                           exit status.
                  token                  Access of users and operators (operators).
                  serve                  Run the service: triggers, routes and API. Without a configuration: for
                                           this machine alone.
                  completion             Completion for a shell: source <(autodock completion bash)

                The original's form, without a command, works too:
                  autodock -u cholcomb -f owncloud -n 3 -c 100 -r 100M -s clweb
                  autodock -u cholcomb -f owncloud -d      autodock -x
                From a source tree: autodock quickstart [--down], autodock test

                Exit status: 0 done, 1 failed, 2 wrong usage, 3 not allowed, 4 not found,
                5 service not reachable or busy.
                """, run("--help").out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create",
                "plan",
                "plan create",
                "plan delete",
                "delete",
                "list",
                "show",
                "verify",
                "check_cluster",
                "hosts",
                "host",
                "host add",
                "host remove",
                "requests",
                "request",
                "token",
                "token create",
                "token list",
                "token revoke",
                "serve",
                "completion"
            })
    void everyCommandHasHelpWithinANarrowTerminal(String command) {
        CommandRun run = CommandRun.of(CommandRun.plainTerminal(60), Map.of(), (command + " -h").split(" "));
        assertTrue(run.out().startsWith("Usage: autodock "), run.out());
        assertTrue(run.out().lines().allMatch(line -> line.length() <= 60), run.out());
        assertFalse(run.out().contains("--url"));
        assertEquals(0, run.status());
    }

    @Test
    void completionKnowsCommandsAndOptions() {
        String script = run("completion", "bash").out();
        assertTrue(script.contains("--hostname-scheme"));
        assertTrue(script.contains("requests"));
    }

    @Test
    void anErrorOfOurOwnIsOneSentenceWithoutATrace() {
        CommandRun run = run("serve");
        assertEquals(
                "autodock: this is an error in autodock itself: java.lang.IllegalStateException: not here\n",
                run.err());
        assertEquals(1, run.status());
    }

    private static CommandRun run(String... arguments) {
        return CommandRun.of(Terminal.none(true), Map.of(), arguments);
    }
}
