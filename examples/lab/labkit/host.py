"""What makes a part a machine of its own: name, /etc, /run, /srv, logs and load average, held by one process."""

from dataclasses import dataclass
from pathlib import Path

from . import addresses, files, load, network, waiting
from .places import Places
from .process import Daemon, Process, daemon

# Arguments: the host's folder, its name. What is written below /etc, /srv, /var/log and /var/lib/nginx stays in that
# folder; /run is empty after each start, as after a power cut.
HOLD = """
set -eu
root=$1
hostname "$2"
mount -t overlay overlay -o "lowerdir=/etc,upperdir=$root/etc,workdir=$root/etc-work" /etc
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -p /run/lock /run/sshd
mount --bind "$root/srv" /srv
mount --bind "$root/log" /var/log
[ ! -d /var/lib/nginx ] || mount --bind "$root/nginx" /var/lib/nginx
mount --bind "$root/loadavg" /proc/loadavg
echo $$ > "$root/holder"
exec sleep infinity
"""


@dataclass(frozen=True)
class Host:
    """A machine of the lab: its name and address, and the folder with its data."""

    places: Places
    name: str
    address: str

    @property
    def folder(self) -> Path:
        return self.places.host(self.name)

    @property
    def settings(self) -> Path:
        """What the host sees as /etc, as far as it differs from this machine's; to be written before it is powered on."""
        return self.folder / "etc"

    def holder(self) -> Process | None:
        """The process that keeps the host's namespaces, when the host is on."""
        process = daemon(self.places.state, self.name, "holder")
        ready = self.folder / "holder"
        is_on = process and process.alive() and ready.exists() and ready.read_text().strip() == str(process.pid)
        return process if is_on else None

    def power_on(self) -> None:
        """Makes the host's namespaces, unless it is on."""
        if self.holder():
            return
        for name in ("etc", "etc-work", "srv", "log", "nginx"):
            (self.folder / name).mkdir(parents=True, exist_ok=True)
        load.prepare(self.folder / "loadavg")
        self._write_identity()
        (self.folder / "holder").unlink(missing_ok=True)
        self._daemon("holder", ["/bin/sh", "-c", HOLD, "autodock-lab", str(self.folder), self.name]).ensure(
            [
                "nsenter",
                f"--net={network.FOLDER / network.namespace(self.name)}",
                "unshare",
                "--mount",
                "--uts",
                "--propagation",
                "private",
                "--",
            ]
        )
        waiting.until(self.holder, f"the machine {self.name}", 10)

    def run(self, name: str, command: list[str], environment: dict[str, str] | None = None, inputs: str = "") -> bool:
        """Sees to it that a server runs inside the host; whether it was started now."""
        return self._daemon(name, command, environment, inputs).ensure(self.entry())

    def entry(self) -> list[str]:
        """The words before a command that is to run inside the host; it must be on."""
        holder = self.holder()
        return ["nsenter", f"--target={holder.pid if holder else 0}", "--net", "--mount", "--uts", "--"]

    def _daemon(self, name: str, command: list[str], environment: dict[str, str] | None = None, inputs: str = "") -> Daemon:
        return Daemon(self.places.state, self.name, name, command, environment or {}, inputs)

    def _write_identity(self) -> None:
        """Names and accounts; the controller is the name server, so that a look-up is refused at once instead of timing out."""
        files.write(self.settings / "hostname", self.name + "\n")
        files.write(self.settings / "hosts", f"127.0.0.1 localhost\n{self.address} {self.name}\n")
        files.write(self.settings / "resolv.conf", f"nameserver {addresses.CONTROLLER}\noptions attempts:1\n")
        accounts = Path("/etc/shadow").read_text().splitlines()
        files.write(self.settings / "shadow", "".join(_without_password(line) + "\n" for line in accounts), 0o600)


def _without_password(account: str) -> str:
    """No password opens the account, yet it isn't locked, so that sshd takes a key."""
    name, _, rest = account.split(":", 2)
    return f"{name}:*:{rest}"
