umask 077
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8
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
    printf '%s\n' AUTODOCK-REPORT "stage=$1" "status=$2" "oom-kills=$(($(oom_kills) - oom_before))" AUTODOCK-OUTPUT
    cat "$work/output"
    printf '\n%s\n' AUTODOCK-LOG
    tail -n 20 "$work/log"
    printf '\n%s\n' AUTODOCK-END
  } >"$work/report"
  cat "$work/report"
  if test "$2" = 0 && grep -q '^oom-kills=0$' "$work/report"; then
    write "$home/bootstrapped" 600 <"$work/report"
  fi
  exit "$2"
}
start_minion() {
  if read -r pid 2>/dev/null </run/salt-minion.pid && grep -q salt-minion "/proc/$pid/cmdline" 2>/dev/null; then return; fi
  (umask 022; salt-minion --config-dir=/etc/salt --daemon </dev/null >>"$work/log" 2>&1) || finish daemon $?
}
if test -s "$home/bootstrapped"; then
  start_minion
  cat "$home/bootstrapped"
  exit 0
fi
if ! command -v salt-call >/dev/null; then
  (umask 022; timeout -k 10 900 sh -c 'apt-get install -y '\''salt-minion'\''') </dev/null >>"$work/log" 2>&1 || finish install $?
  command -v salt-call >/dev/null || { echo 'it brought no salt-call' >>"$work/log"; finish install 127; }
fi
chmod 700 /etc/salt/pki/minion || exit 1
printf %s '# Written by Autodock.
master: ['\''10.0.0.5'\'', '\''salt2'\'']
id: '\''clweb001'\''
pki_dir: /etc/salt/pki/minion
enable_fqdns_grains: False
enable_gpu_grains: False
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
' | write /etc/salt/minion 600 || exit 1
printf %s 'autodock:
  user: '\''cholcomb'\''
  formation: '\''owncloud'\''
' | write /etc/salt/grains 644 || exit 1
# the daemon's own schedule runs the highstate and appends the result to this file; later ones go nowhere
result=$home/highstate.json
rm -f "$result"
start_minion
left=900
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
