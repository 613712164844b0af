package io.autodock.balance.nginx;

import io.autodock.balance.push.BalancerChange;
import io.autodock.balance.upstream.BalancerFile;
import io.autodock.balance.upstream.Member;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What is run on an nginx host, as the unprivileged account: scripts as values. Names of files are made by {@link
 * NginxRenderer}, and hold letters, digits, dots, hyphens and slashes alone; contents are handed over in base64.
 */
final class NginxScript {

    /** How the change script ends when there was nothing to change, or all is served. */
    static final int SERVED = 0;

    /** Another change is under way. */
    static final int BUSY = 75;

    /** {@code nginx -t} refuses, or nginx is not set up for Autodock. */
    static final int REFUSED = 77;

    /** nginx does not run. */
    static final int DOWN = 78;

    /** nginx did not take what it had tested, and the files are as they were. */
    static final int NOT_TAKEN = 79;

    private static final String BEGIN = """
            set -u
            LC_ALL=C; export LC_ALL
            umask 077
            dir=/etc/nginx/autodock.d conf=/etc/nginx/nginx.conf try=/etc/nginx/autodock-test.conf
            new=$dir/.new next=$dir/.next old=$dir/.old
            exec 9> "$dir/.lock" || exit 70
            flock -w 20 9 || { echo 'another change is under way'; exit 75; }
            rm -rf "$new" "$next" "$old"
            mkdir -p "$dir/tls" "$new/tls" "$next/tls" "$old/tls" || exit 70
            put() { base64 -d > "$new/$1" && chmod "$2" "$new/$1" || exit 70; }
            """;

    private static final String END = """
            cd "$new" || exit 70
            changed=
            for file in *.conf tls/*; do
              [ -f "$file" ] || continue
              if cmp -s "$file" "$dir/$file"; then rm -f "$file"; else changed=yes; fi
            done
            for file in $gone; do [ ! -f "$dir/$file" ] || changed=yes; done
            # One that was killed between its swap and its reload left this.
            [ ! -f "$dir/.reload" ] || changed=yes
            [ -n "$changed" ] || { rm -rf "$new" "$next" "$old"; echo unchanged; exit 0; }
            # All that would be there is tested beside what is.
            for place in "$dir" "$new"; do
              for file in "$place"/*.conf; do [ ! -f "$file" ] || cp -p "$file" "$next/"; done
              for file in "$place"/tls/*; do [ ! -f "$file" ] || cp -p "$file" "$next/tls/"; done
            done
            for file in $gone; do rm -f "$next/$file"; done
            for file in "$next"/*.conf; do [ ! -f "$file" ] || sed -i "s#$dir/tls/#$next/tls/#" "$file"; done
            grep -q "^[^#]*include $dir/\\*\\.conf;" "$conf" || { echo "nginx.conf has no line include $dir/*.conf;"; exit 77; }
            sed "s#include $dir/\\*\\.conf;#include $next/*.conf;#" "$conf" > "$try" || exit 77
            said=$(sudo -n /usr/sbin/nginx -t -q -c "$try" 2>&1) || { printf '%s\\n' "$said"; exit 77; }
            # From here on it is swapped in, file by file, each at once.
            : > "$dir/.reload"
            moved=
            for file in *.conf tls/*; do
              [ -f "$file" ] || continue
              [ ! -f "$dir/$file" ] || cp -p "$dir/$file" "$old/$file"
              mv -f "$file" "$dir/$file"
              moved="$moved $file"
            done
            for file in $gone; do [ ! -f "$dir/$file" ] || mv -f "$dir/$file" "$old/$file"; done
            pid=$(sed -n 's/^[ \\t]*pid[ \\t][ \\t]*\\([^ ;]*\\);.*/\\1/p' "$conf" | head -n 1)
            workers() { ps -o pid=,args= --ppid "$(cat "${pid:-/run/nginx.pid}")" | sed -n 's/^ *\\([0-9]*\\) nginx: worker process$/\\1/p'; }
            before=$(workers 2> /dev/null)
            said=$(sudo -n /usr/sbin/nginx -s reload 2>&1) || { printf '%s\\n' "$said"; exit 78; }
            # New workers serve, and none of the old takes a connection any more.
            rounds=0
            while :; do
              now=$(workers) left=
              for worker in $before; do case " $(echo $now) " in *" $worker "*) left=yes ;; esac; done
              [ -n "$now" ] && [ -z "$left" ] && break
              rounds=$((rounds + 1))
              [ "$rounds" -lt 100 ] || break
              sleep 0.05
            done
            if [ "$rounds" -ge 100 ]; then
              for file in $moved; do rm -f "$dir/$file"; done
              cd "$old" && for file in *.conf tls/*; do [ ! -f "$file" ] || mv -f "$file" "$dir/$file"; done
              echo 'nginx did not take what it had tested within 5 s; its error log says why'
              exit 79
            fi
            rm -rf "$dir/.reload" "$new" "$next" "$old"
            echo reloaded
            """;

    private NginxScript() {}

    /** Tests a change beside what is served, swaps it in, reloads, and returns when new workers serve. */
    static String change(BalancerChange change) {
        String files = change.files().stream().map(NginxScript::put).collect(Collectors.joining());
        return BEGIN + "gone='" + String.join(" ", change.removals()) + "'\n" + files + END;
    }

    private static String put(BalancerFile file) {
        String content = Base64.getMimeEncoder()
                .encodeToString(file.content().getBytes(StandardCharsets.UTF_8))
                .replace("\r", "");
        return "put " + file.name() + " " + (file.secret() ? "600" : "644") + " <<'END'\n" + content + "\nEND\n";
    }

    /** Prints the SHA-256 of each of one cluster's files. */
    static String listing(String mark) {
        return "cd /etc/nginx/autodock.d || exit 77\nfor file in " + mark + ".*.conf tls/" + mark
                + ".*; do [ ! -f \"$file\" ] || sha256sum \"$file\" || exit 70; done\n";
    }

    /** Prints how many connections there are to these apps. */
    static String connections(List<Member> apps) {
        String filter = apps.stream().map(app -> "dst " + app.authority()).collect(Collectors.joining(" or "));
        return "ss -Htn state established '( " + filter + " )' | wc -l\n";
    }
}
