package io.autodock.bootstrap;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the bootstrap script told, found between its markers whatever a login shell printed around them.
 *
 * @param stage how far it came: {@code install}, {@code cron}, {@code highstate} or {@code reachable}
 * @param status exit status of that stage's command
 * @param oomKills processes of the container that the kernel killed for lack of memory meanwhile
 * @param output what that command printed: JSON of {@code state.apply} for a highstate
 * @param log the last lines it logged
 */
public record ScriptReport(String stage, int status, int oomKills, String output, String log) {

    static final String BEGIN = "AUTODOCK-REPORT";
    static final String OUTPUT = "AUTODOCK-OUTPUT";
    static final String LOG = "AUTODOCK-LOG";
    static final String END = "AUTODOCK-END";

    private static final Pattern WHOLE = Pattern.compile(
            "(?:^|\n)" + BEGIN + "\nstage=([a-z]+)\nstatus=([0-9]{1,3})\noom-kills=(-?[0-9]{1,9})\n" + OUTPUT
                    + "\n(.*)\n" + LOG + "\n(.*)\n" + END + "\n",
            Pattern.DOTALL);

    /** The report in what a script printed; empty where it is missing or cut short. */
    public static Optional<ScriptReport> find(String printed) {
        Matcher whole = WHOLE.matcher(printed);
        return whole.find()
                ? Optional.of(new ScriptReport(
                        whole.group(1),
                        Integer.parseInt(whole.group(2)),
                        Integer.parseInt(whole.group(3)),
                        whole.group(4).strip(),
                        whole.group(5).strip()))
                : Optional.empty();
    }

    /** The last line logged, which mostly names the cause; empty when nothing was. */
    public String lastLogLine() {
        return log.substring(log.lastIndexOf('\n') + 1);
    }
}
