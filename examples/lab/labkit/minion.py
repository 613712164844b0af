"""The Salt minion of a Docker host, its key known to the master before it starts."""

from pathlib import Path

from . import addresses, files, python, salt
from .host import Host

ESTABLISHED = "01"


def prepare(host: Host) -> None:
    """Makes the minion's keys and settings and has the master accept it; the host must be off or prepared already."""
    keys = host.settings / "salt" / "pki" / "minion"
    salt.make_key(keys / "minion")
    salt.accept(host.places, host, keys / "minion.pub")
    if host.holder():
        return
    files.write(keys / "minion_master.pub", salt.master_public_key(host.places).read_bytes())
    files.write_json(host.settings / "salt" / "minion", settings(host))


def settings(host: Host) -> dict[str, object]:
    """The minion's settings: pinned master, own folders, quick to start and to come back."""
    return {
        "id": host.name,
        "master": addresses.SALT_MASTER,
        "cachedir": str(host.folder / "salt-cache"),
        "sock_dir": "/run/salt/minion",
        "pidfile": "/run/salt-minion.pid",
        "log_file": "/var/log/salt-minion",
        "autoload_dynamic_modules": False,
        "enable_gpu_grains": False,
        "enable_fqdns_grains": False,
        "mine_enabled": False,
        "acceptance_wait_time": 1,
        "recon_default": 200,
        "recon_max": 1000,
        "recon_randomize": False,
        "tcp_keepalive_idle": 5,
        "tcp_keepalive_intvl": 2,
        "tcp_keepalive_cnt": 3,
    }


def start(host: Host) -> None:
    """Sees to it that the minion runs; it reaches the master by itself."""
    words = [python.program(host.places, "salt-minion"), "-c", "/etc/salt", "--log-level=warning"]
    host.run("salt-minion", words, salt.environment(host.places))


def connected(host: Host) -> bool:
    """Whether the minion holds a connection to the master's publisher, which it opens once it is let in."""
    holder = host.holder()
    if not holder:
        return False
    octets = bytes(int(part) for part in addresses.SALT_MASTER.split("."))
    publisher = f"{octets[::-1].hex().upper()}:{4505:04X}"
    lines = Path(f"/proc/{holder.pid}/net/tcp").read_text().splitlines()[1:]
    return any(line.split()[2:4] == [publisher, ESTABLISHED] for line in lines)
