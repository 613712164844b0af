package io.autodock.bootstrap;

import static io.autodock.bootstrap.ShellWord.quote;

import io.autodock.formation.BootstrapMode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The one POSIX shell script that makes a container a working minion and tells how its first highstate went. It holds no
 * secret, since a script's text stands in the process list, and may run any number of times: once bootstrapped, it repeats its report.
 */
public final class BootstrapScript {

    /** The kernel takes no longer argument, and sshd hands the script to a shell as one. */
    static final int LONGEST_BYTES = 127 * 1024;

    private static final int CRON_MINUTES = 15;

    private static final String PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";

    private static final String REACHABLE = """
            if test -w / && test "$(id -u)" = 0; then status=0; else status=1; fi
            printf '%s\\n' AUTODOCK-REPORT stage=reachable "status=$status" oom-kills=0 AUTODOCK-OUTPUT '' AUTODOCK-LOG '' AUTODOCK-END
            exit "$status"
            """;

    private static final String TOOLS = """
            umask 077
            export PATH=@PATH@ LC_ALL=C.UTF-8
            home=/var/lib/autodock
            mkdir -p "$home" || exit 1
            work=$(mktemp -d "$home/run.XXXXXX") || exit 1
            trap 'rm -rf "$work"' EXIT
            : >"$work/output"
            : >"$work/log"

            # write PATH MODE: what comes on stdin becomes the file, whole or not at all
            write() {
              mkdir -p "${1%/*}" && cat >"$1.autodock-new" && chmod "$2" "$1.autodock-new" && mv "$1.autodock-new" "$1"
            }

            # kills by the kernel for lack of memory, cgroup v2 or v1
            oom_kills() {
              cat /sys/fs/cgroup/memory.events /sys/fs/cgroup/memory/memory.oom_control 2>/dev/null |
                sed -n 's/^oom_kill //p' | head -n 1 | grep . || echo 0
            }
            oom_before=$(oom_kills)

            # finish STAGE STATUS: tells the report and ends; a report of success is kept
            finish() {
              {
                printf '%s\\n' AUTODOCK-REPORT "stage=$1" "status=$2" "oom-kills=$(($(oom_kills) - oom_before))" AUTODOCK-OUTPUT
                cat "$work/output"
                printf '\\n%s\\n' AUTODOCK-LOG
                tail -n 20 "$work/log"
                printf '\\n%s\\n' AUTODOCK-END
              } >"$work/report"
              cat "$work/report"
              if test "$2" = 0 && grep -q '^oom-kills=0$' "$work/report"; then
                write "$home/bootstrapped" 600 <"$work/report"
              fi
              exit "$2"
            }
            """;

    private static final String START_CRON = """
            # start_cron: nothing else starts it where sshd is the container's first process
            start_cron() {
              if command -v cron >/dev/null; then daemon=cron
              elif command -v crond >/dev/null; then daemon=crond
              else echo 'the image has no cron' >>"$work/log"; finish cron 127
              fi
              for pid_file in /run/crond.pid /var/run/crond.pid /run/cron.pid; do
                if read -r pid 2>/dev/null <"$pid_file" && grep -qx "$daemon" "/proc/$pid/comm" 2>/dev/null; then return; fi
              done
              "$daemon" </dev/null >>"$work/log" 2>&1 || finish cron $?
            }
            """;

    private static final String REPEAT_REPORT = """
            if test -s "$home/bootstrapped"; then
              @DAEMON@
              cat "$home/bootstrapped"
              exit 0
            fi
            """;

    private static final String INSTALL = """
            if ! command -v salt-call >/dev/null; then
              @INSTALL@
            fi
            """;

    private static final String CANNOT_INSTALL =
            "echo 'the image has no salt-call, and autodock.salt.install-command is not set' >>\"$work/log\"\n"
                    + "  finish install 127";

    private static final String CRON_HIGHSTATE = """
            #!/bin/sh
            # The highstate of this app: salt-call state.apply, its JSON on stdout. Where it fails the master's modules may have
            # changed since they were last synced: they are synced, and where any came it runs once more.
            umask 022
            export PATH=@PATH@ LC_ALL=C.UTF-8
            output=$(mktemp) || exit 1
            trap 'rm -f "$output"' EXIT
            salt() {
              timeout -k 10 @SECONDS@ salt-call --config-dir=/etc/salt --log-level=error --out=json --retcode-passthrough "$@"
            }
            salt state.apply >"$output"
            status=$?
            case $status in
              0 | 77 | 124 | 137) ;;
              *)
                if ! grep -q '"no_|-states_|-states_|-None"' "$output" &&
                  salt saltutil.sync_all | grep -q '"[a-z_]*\\.[^"]*"'; then
                  salt state.apply >"$output"
                  status=$?
                fi
                ;;
            esac
            cat "$output"
            exit "$status"
            """;

    private static final String FIRST_HIGHSTATE = """
            flock -w @WAIT@ /run/autodock-highstate.lock /usr/local/sbin/autodock-highstate \\
              </dev/null >"$work/output" 2>"$work/log"
            finish highstate $?
            """;

    private static final String FIRST_SCHEDULED_HIGHSTATE = """
            # the daemon's own schedule runs the highstate and appends the result to this file; later ones go nowhere
            result=$home/highstate.json
            rm -f "$result"
            start_minion
            left=@SECONDS@
            # whole once it ends in a line end
            arrived() { test -s "$result" && test -z "$(tail -c 1 "$result")"; }
            until arrived || test "$left" -le 0; do
              sleep 1
              left=$((left - 1))
            done
            if arrived; then
              cat "$result" >"$work/output"
              ln -sf /dev/null "$result"
              case $(cat "$work/output") in
                *'"retcode": 0'*) status=0 ;;
                *) status=2 ;;
              esac
            else
              tail -n 20 /var/log/salt/minion >"$work/log" 2>/dev/null
              status=124
            fi
            finish highstate "$status"
            """;

    private static final String START_MINION = """
            start_minion() {
              if read -r pid 2>/dev/null </run/salt-minion.pid && grep -q salt-minion "/proc/$pid/cmdline" 2>/dev/null; then return; fi
              (umask 022; salt-minion --config-dir=/etc/salt --daemon </dev/null >>"$work/log" 2>&1) || finish daemon $?
            }
            """;

    private final BootstrapSettings settings;

    public BootstrapScript(BootstrapSettings settings) {
        this.settings = settings;
    }

    /** The whole script for one app; without a Salt identity one that only looks whether root got in. */
    public String text(BootstrapOrder order) {
        String text = order.salt().isEmpty()
                ? REACHABLE
                : switch (order.mode()) {
                    case CRON -> cronScript(order);
                    case MINION -> minionScript(order);
                    case NONE -> REACHABLE;
                };
        if (text.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_BYTES) {
            throw new IllegalStateException("bootstrap script too long for one argument: " + order.hostname());
        }
        return text;
    }

    private String cronScript(BootstrapOrder order) {
        String highstate = CRON_HIGHSTATE
                .replace("@PATH@", PATH)
                .replace("@SECONDS@", seconds(settings.limits().highstate()));
        return tools()
                + START_CRON
                + REPEAT_REPORT.replace("@DAEMON@", "start_cron")
                + install()
                + configuration(order)
                + file("/usr/local/sbin/autodock-highstate", "755", highstate)
                + file("/etc/cron.d/autodock", "644", cronEntry(order.hostname()))
                + "start_cron\n"
                + FIRST_HIGHSTATE.replace("@WAIT@", seconds(settings.limits().highstate()));
    }

    private String minionScript(BootstrapOrder order) {
        return tools()
                + START_MINION
                + REPEAT_REPORT.replace("@DAEMON@", "start_minion")
                + install()
                + configuration(order)
                + FIRST_SCHEDULED_HIGHSTATE.replace(
                        "@SECONDS@", seconds(settings.limits().highstate()));
    }

    private static String tools() {
        return TOOLS.replace("@PATH@", PATH);
    }

    private String install() {
        return INSTALL.replace(
                "@INSTALL@", settings.installCommand().map(this::installCommand).orElse(CANNOT_INSTALL));
    }

    private String installCommand(String command) {
        return "(umask 022; timeout -k 10 " + seconds(settings.limits().installation()) + " sh -c " + quote(command)
                + ") </dev/null >>\"$work/log\" 2>&1 || finish install $?\n"
                + "  command -v salt-call >/dev/null || { echo 'it brought no salt-call' >>\"$work/log\"; finish install 127; }";
    }

    private String configuration(BootstrapOrder order) {
        return "chmod 700 /etc/salt/pki/minion || exit 1\n"
                + file("/etc/salt/minion", "600", minionConfiguration(order))
                + file("/etc/salt/grains", "644", grains(order));
    }

    private String minionConfiguration(BootstrapOrder order) {
        List<String> common = List.of(
                "# Written by Autodock.",
                "master: "
                        + settings.masters().stream()
                                .map(BootstrapScript::yaml)
                                .collect(Collectors.joining(", ", "[", "]")),
                "id: " + yaml(order.hostname()),
                "pki_dir: /etc/salt/pki/minion",
                "enable_fqdns_grains: False",
                "enable_gpu_grains: False");
        return String.join("\n", common) + "\n"
                + (order.mode() == BootstrapMode.MINION ? DAEMON_OPTIONS : CALL_OPTIONS);
    }

    /** Without a daemon the module sync before each highstate waits a second for a bus that is not there. */
    private static final String CALL_OPTIONS = "autoload_dynamic_modules: False\n";

    /** One process, so that the daemon and its highstate fit in 100 MB; its schedule stands in for cron. */
    private static final String DAEMON_OPTIONS = """
            multiprocessing: False
            mine_enabled: False
            process_count_max: 1
            pidfile: /run/salt-minion.pid
            rawfile_json.filename: /var/lib/autodock/highstate.json
            schedule:
              highstate:
                function: state.apply
                minutes: 15
                run_on_start: True
                maxrunning: 1
                returner: rawfile_json
            """;

    private static String grains(BootstrapOrder order) {
        return "autodock:\n  user: " + yaml(order.formation().user().value()) + "\n  formation: "
                + yaml(order.formation().formation().value()) + "\n";
    }

    /** Neighbours by number start in different minutes, so that they do not meet on a host's cores. */
    private static String cronEntry(String hostname) {
        int minute = Math.floorMod(hostname.hashCode(), CRON_MINUTES);
        return "# Written by Autodock: salt-call state.apply every 15 minutes, never two at once.\n"
                + minute + "-59/" + CRON_MINUTES + " * * * * root flock -n /run/autodock-highstate.lock"
                + " /usr/local/sbin/autodock-highstate >/var/log/autodock-highstate.log 2>&1\n";
    }

    private static String file(String path, String mode, String content) {
        return "printf %s " + quote(content) + " | write " + quote(path) + " " + mode + " || exit 1\n";
    }

    private static String yaml(String text) {
        return "'" + text.replace("'", "''") + "'";
    }

    private static String seconds(Duration duration) {
        return Long.toString(duration.toSeconds());
    }
}
