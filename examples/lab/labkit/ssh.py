"""sshd on a host, open to the lab's key alone."""

from pathlib import Path

from . import files, waiting
from .command import run
from .host import Host
from .places import Places

SETTINGS = """\
Port 22
ListenAddress {address}
HostKey {folder}/ssh_host_ed25519_key
AuthorizedKeysFile {folder}/authorized_keys
PermitRootLogin prohibit-password
PasswordAuthentication no
KbdInteractiveAuthentication no
UsePAM no
StrictModes no
UseDNS no
MaxStartups 100
PidFile none
Subsystem sftp internal-sftp
"""


def key(places: Places) -> Path:
    """The private key that opens every host."""
    return places.ssh / "id_ed25519"


def known_hosts(places: Places) -> Path:
    """The hosts' keys, for a client that checks them."""
    return places.ssh / "known_hosts"


def make_key(path: Path, comment: str) -> None:
    """Makes an ed25519 key pair at `path`, once."""
    if path.with_suffix(".pub").exists():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    path.parent.chmod(0o700)
    path.unlink(missing_ok=True)
    run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", comment, "-f", path)


def prepare(host: Host) -> None:
    """Writes the host's key and settings."""
    folder = host.folder / "ssh"
    make_key(folder / "ssh_host_ed25519_key", host.name)
    files.write(folder / "authorized_keys", key(host.places).with_suffix(".pub").read_bytes(), 0o600)
    files.write(folder / "sshd_config", SETTINGS.format(address=host.address, folder=folder))


def write_known_hosts(places: Places, hosts: list[Host]) -> None:
    """Writes the keys of all hosts, by address and by name."""
    lines = []
    for host in hosts:
        kind, public = (host.folder / "ssh" / "ssh_host_ed25519_key.pub").read_text().split()[:2]
        lines.append(f"{host.address},{host.name} {kind} {public}\n")
    files.write(known_hosts(places), "".join(lines))


def start(host: Host) -> None:
    """Sees to it that sshd runs and greets."""
    host.run("sshd", ["/usr/sbin/sshd", "-D", "-e", "-f", str(host.folder / "ssh" / "sshd_config")])
    waiting.until(lambda: answers(host), f"sshd on {host.name}", 15)


def answers(host: Host) -> bool:
    """Whether sshd greets."""
    return waiting.banner(host.address, 22).startswith(b"SSH-")
