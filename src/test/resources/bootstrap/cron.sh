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
if test -s "$home/bootstrapped"; then
  start_cron
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
autoload_dynamic_modules: False
' | write /etc/salt/minion 600 || exit 1
printf %s 'autodock:
  user: '\''cholcomb'\''
  formation: '\''owncloud'\''
' | write /etc/salt/grains 644 || exit 1
printf %s '#!/bin/sh
# The highstate of this app: salt-call state.apply, its JSON on stdout. Where it fails the master'\''s modules may have
# changed since they were last synced: they are synced, and where any came it runs once more.
umask 022
export PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin LC_ALL=C.UTF-8
output=$(mktemp) || exit 1
trap '\''rm -f "$output"'\'' EXIT
salt() {
  timeout -k 10 900 salt-call --config-dir=/etc/salt --log-level=error --out=json --retcode-passthrough "$@"
}
salt state.apply >"$output"
status=$?
case $status in
  0 | 77 | 124 | 137) ;;
  *)
    if ! grep -q '\''"no_|-states_|-states_|-None"'\'' "$output" &&
      salt saltutil.sync_all | grep -q '\''"[a-z_]*\.[^"]*"'\''; then
      salt state.apply >"$output"
      status=$?
    fi
    ;;
esac
cat "$output"
exit "$status"
' | write /usr/local/sbin/autodock-highstate 755 || exit 1
printf %s '# Written by Autodock: salt-call state.apply every 15 minutes, never two at once.
13-59/15 * * * * root flock -n /run/autodock-highstate.lock /usr/local/sbin/autodock-highstate >/var/log/autodock-highstate.log 2>&1
' | write /etc/cron.d/autodock 644 || exit 1
start_cron
flock -w 900 /run/autodock-highstate.lock /usr/local/sbin/autodock-highstate \
  </dev/null >"$work/output" 2>"$work/log"
finish highstate $?
